// Draws the fleet: a card for each service, with the memory of its tasks against the limit.
import { element } from '/slack.js';

const SVG = 'http://www.w3.org/2000/svg';
const WIDTH = 300;
const HEIGHT = 58;
const TOP = 6;
const WINDOW_MS = 90 * 60 * 1000;

const MARKS = {
  DEPLOYMENT: 'deployment', RESTART: 'restart', TASK_STOPPED: 'task stopped', OOM_KILL: 'OOM kill',
  SCALING: 'scaled', LEAK_STARTED: 'leak began',
};

function svg(tag, attributes, text) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  if (text) node.textContent = text;
  return node;
}

const size = (bytes) => bytes >= 1024 ** 3
  ? `${(bytes / 1024 ** 3).toFixed(bytes % 1024 ** 3 ? 1 : 0)} GiB` : `${Math.round(bytes / 1024 ** 2)} MiB`;

function chart(service, now) {
  // The scale follows the largest limit in sight, so that a raised limit shows as a step.
  const top = Math.max(service.limitBytes, ...service.tasks.map((task) => task.limitBytes)) * 1.06;
  const x = (at) => WIDTH * (1 - (now - at) / WINDOW_MS);
  const y = (bytes) => TOP + (HEIGHT - TOP) * (1 - bytes / top);
  const root = svg('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', role: 'img' });
  root.append(svg('title', {}, `Memory of ${service.name} over 90 minutes, limit ${size(service.limitBytes)}`));
  for (const [share, name] of [[1, 'limit-line'], [0.8, 'threshold-line']]) {
    root.append(svg('line', { class: name, x1: 0, x2: WIDTH, y1: y(service.limitBytes * share), y2: y(service.limitBytes * share) }));
  }
  for (const mark of service.marks) {
    if (now - mark.at < WINDOW_MS) {
      const line = svg('line', { class: `mark-line ${mark.kind}`, x1: x(mark.at), x2: x(mark.at), y1: 0, y2: HEIGHT });
      line.append(svg('title', {}, `${MARKS[mark.kind] ?? mark.kind}: ${mark.text}`));
      root.append(line);
    }
  }
  for (const task of service.tasks) {
    const points = task.history.filter(([at]) => now - at < WINDOW_MS);
    // A minute without a point is a gap in the line.
    const path = points.map(([at, bytes], i) =>
      `${i === 0 || at - points[i - 1][0] > 150000 ? 'M' : 'L'}${x(at).toFixed(1)} ${y(bytes).toFixed(1)}`).join('');
    if (path) root.append(svg('path', { class: task.stoppedAt ? 'line stopped' : 'line', d: path }));
  }
  return root;
}

function card(service) {
  const name = element('span', { className: 'name', title: service.id });
  const used = element('span', { className: 'used' });
  const facts = element('div', { className: 'facts' });
  const drawn = element('div', { className: 'chart' });
  const last = element('div', { className: 'last' });
  const [cluster] = service.id.split('/');
  const does = (label, api, words) => {
    const button = element('button', { type: 'button', textContent: label });
    button.setAttribute('aria-label', `${words} ${service.name}`);
    button.addEventListener('click', () => card.call(api, { cluster, service: service.name }));
    return button;
  };
  const root = element('article', { className: 'service' },
    element('div', { className: 'top' }, name, used), facts, drawn,
    element('div', { className: 'does' }, does('Make it leak', 'leak', 'Make it leak:'), does('OOM kill', 'kill', 'OOM kill in')), last);
  root.dataset.service = service.id;
  return { root, name, used, facts, drawn, last };
}

function update(parts, service, now) {
  const running = service.tasks.filter((task) => task.bytes > 0);
  const ratio = Math.max(0, ...running.map((task) => task.bytes / task.limitBytes));
  parts.name.textContent = service.name;
  parts.used.textContent = running.length ? `${Math.round(ratio * 100)} %` : 'not running';
  parts.root.classList.toggle('bad', ratio >= 0.9);
  parts.root.classList.toggle('warn', ratio >= 0.8 && ratio < 0.9);
  parts.facts.replaceChildren(
    ...[`of ${size(service.limitBytes)}`, `${service.running} of ${service.desired} tasks`, service.launchType === 'FARGATE' ? 'Fargate' : 'EC2', service.runtime, service.taskDefinition, service.rolling ? 'rolling out' : null]
      .filter(Boolean).map((text) => element('span', { textContent: text })));
  parts.drawn.replaceChildren(chart(service, now));
  const mark = service.marks.at(-1);
  parts.last.textContent = mark ? `${MARKS[mark.kind] ?? mark.kind} ${Math.max(0, Math.round((now - mark.at) / 60000))} min ago` : '';
}

const cards = new Map();

/** Draws the fleet, or brings what is drawn up to date. */
export function fleet(root, view, call) {
  card.call = call;
  for (const cluster of view.clusters) {
    let section = root.querySelector(`[data-cluster="${CSS.escape(cluster.name)}"]`);
    if (!section) {
      section = element('section', { className: 'cluster' },
        element('h3', {}, cluster.name, element('small', { textContent: `Container Insights ${cluster.containerInsights}` })),
        element('div', { className: 'services' }));
      section.dataset.cluster = cluster.name;
      root.append(section);
    }
    for (const service of cluster.services) {
      if (!cards.has(service.id)) {
        cards.set(service.id, card(service));
        section.querySelector('.services').append(cards.get(service.id).root);
      }
      update(cards.get(service.id), service, view.at);
    }
  }
  const known = new Set(view.clusters.flatMap((cluster) => cluster.services.map((service) => service.id)));
  for (const [id, parts] of cards) {
    if (!known.has(id)) {
      parts.root.remove();
      cards.delete(id);
    }
  }
}
