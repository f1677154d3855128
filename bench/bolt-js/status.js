// The message of `/memory status`, as Headroom's StatusMessage builds it when no incident is open and all can be seen.
'use strict';

const BARS = '▁▂▃▄▅▆▇█';
const COLUMNS = 30;

const plural = (count, noun) => `${count} ${noun}${count === 1 ? '' : 's'}`;

function duration(seconds) {
  if (seconds < 60) return `${Math.max(0, Math.floor(seconds))} s`;
  const minutes = Math.floor((seconds + 30) / 60);
  if (minutes >= 60) throw new Error('the check is too old for a benchmark');
  return `${minutes} min`;
}

// The few forms of ISO 8601 that the report holds: PT1M30S.
function seconds(text) {
  const [, minutes = 0, rest = 0] = /^PT(?:(\d+)M)?(?:(\d+)S)?$/.exec(text);
  return Number(minutes) * 60 + Number(rest);
}

function squeezed(ratios) {
  if (ratios.length <= COLUMNS) return ratios;
  const share = Math.floor((ratios.length + COLUMNS - 1) / COLUMNS);
  const first = ratios.length % share;
  const shown = first > 0 ? [highest(ratios.slice(0, first))] : [];
  for (let from = first; from < ratios.length; from += share) shown.push(highest(ratios.slice(from, from + share)));
  return shown;
}

function highest(ratios) {
  const known = ratios.filter((ratio) => ratio !== null);
  return known.length === 0 ? null : Math.max(...known);
}

function bar(ratio) {
  if (ratio === null) return '·';
  const level = Math.floor(ratio * BARS.length + 1e-9);
  return BARS[Math.min(Math.max(level, 0), BARS.length - 1)];
}

const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const percent = (ratio) => `${ratio < 1 ? Math.min(99, Math.round(ratio * 100)) : Math.round(ratio * 100)}%`;

function hot({ service: id, ratio, recent }) {
  return `${percent(ratio).padEnd(4)} ${squeezed(recent).map(bar).join('')} ${id.cluster}/${id.name}`;
}

const markdown = (text) => ({ type: 'mrkdwn', text, verbatim: true });
const section = (text) => ({ type: 'section', text: markdown(text) });

function blocks(report, now) {
  const age = Math.floor((now - new Date(report.at)) / 1000);
  const data = seconds(report.dataAge) + age;
  const details = `The check asked for ${plural(report.queries, 'metric')} in ${plural(report.calls, 'call')}`;
  return [
    { type: 'header', text: { type: 'plain_text', text: `Watching ${plural(report.services, 'service')}`, emoji: false } },
    section(`Checked ${duration(age)} ago · data up to ${duration(data)} old`),
    section('*No open incidents*'),
    section('*Nearest to the limit*'),
    section('```\n' + escape(report.hottest.map(hot).join('\n')) + '\n```'),
    { type: 'context', elements: [markdown(details)] },
  ];
}

module.exports = { blocks };
