// Draws Slack's Block Kit. Everything that is shown is built as DOM nodes or escaped text: what
// comes from metrics, tags and people cannot become markup.

const EMOJI = {
  rotating_light: '🚨', warning: '⚠️', white_check_mark: '✅', x: '❌', fire: '🔥', eyes: '👀',
  hourglass_flowing_sand: '⏳', arrows_counterclockwise: '🔄', mag: '🔍', chart_with_upwards_trend: '📈',
  red_circle: '🔴', large_orange_circle: '🟠', large_yellow_circle: '🟡', large_green_circle: '🟢',
  large_blue_circle: '🔵', boom: '💥', wrench: '🔧', loudspeaker: '📢', memo: '📝', no_entry: '⛔',
};

export function element(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

const escape = (text) => text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]);
const plain = (text) => text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
const emoji = (html) => html.replace(/:([a-z0-9_+-]+):/g, (all, name) => EMOJI[name] ?? all);

function date(seconds, format) {
  const at = new Date(Number(seconds) * 1000);
  const time = at.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  const day = at.toLocaleDateString([], { day: 'numeric', month: 'short' });
  return format.replace(/\{(\w+)\}/g, (all, token) =>
    token === 'time' ? time
      : token === 'time_secs' ? at.toLocaleTimeString()
        : token.startsWith('date') ? day : all);
}

function reference(inner, names) {
  const [target, ...rest] = inner.split('|');
  const label = rest.join('|');
  if (target.startsWith('@') || target.startsWith('!subteam')) {
    const id = target.replace(/^(@|!subteam\^)/, '');
    return `<span class="mention">@${escape(plain(label || names[id] || id))}</span>`;
  }
  if (target.startsWith('#')) {
    return `<span class="mention">#${escape(plain(label || names[target.slice(1)] || target.slice(1)))}</span>`;
  }
  if (target.startsWith('!date^')) {
    const [, seconds, format] = target.split('^');
    return escape(date(seconds, format));
  }
  if (target.startsWith('!')) {
    return `<span class="mention">@${escape(plain(label || target.slice(1)))}</span>`;
  }
  const safe = /^(https?|mailto):/.test(target) ? escape(plain(target)) : '#';
  return `<a href="${safe}" target="_blank" rel="noreferrer noopener">${escape(plain(label || target))}</a>`;
}

function inline(text, names) {
  return text.split(/(<[^<>]+>|`[^`\n]+`)/).map((part) => {
    if (part.startsWith('<') && part.endsWith('>')) {
      return reference(part.slice(1, -1), names);
    }
    if (part.startsWith('`') && part.endsWith('`') && part.length > 1) {
      return `<code>${escape(plain(part.slice(1, -1)))}</code>`;
    }
    return emoji(escape(plain(part)))
      .replace(/(^|[\s(>])\*([^*\n]+)\*(?=$|[\s).,:;!?<])/g, '$1<b>$2</b>')
      .replace(/(^|[\s(>])_([^_\n]+)_(?=$|[\s).,:;!?<])/g, '$1<i>$2</i>')
      .replace(/(^|[\s(>])~([^~\n]+)~(?=$|[\s).,:;!?<])/g, '$1<s>$2</s>');
  }).join('');
}

/** Slack's mrkdwn as HTML. */
export function mrkdwn(text, names) {
  return text.split(/```\n?([\s\S]*?)\n?```/).map((part, i) => {
    if (i % 2 === 1) {
      return `<pre>${escape(plain(part))}</pre>`;
    }
    // A quote is one or more lines that begin with ">", which arrives escaped.
    const lines = part.split('\n');
    let html = '';
    for (let n = 0; n < lines.length; n++) {
      const quoted = /^(?:&gt;|>) ?/;
      if (quoted.test(lines[n])) {
        const quote = [];
        while (n < lines.length && quoted.test(lines[n])) {
          quote.push(inline(lines[n++].replace(quoted, ''), names));
        }
        n--;
        html += `<blockquote>${quote.join('<br>')}</blockquote>`;
      } else {
        html += inline(lines[n], names) + (n < lines.length - 1 ? '<br>' : '');
      }
    }
    return html;
  }).join('');
}

function text(object, names, tag = 'div') {
  const node = element(tag);
  if (object.type === 'mrkdwn') {
    node.innerHTML = mrkdwn(object.text, names);
  } else {
    node.innerHTML = emoji(escape(plain(object.text))).replace(/\n/g, '<br>');
  }
  return node;
}

function button(block, item, context) {
  const node = element('button', { type: 'button', className: item.style ?? '' });
  node.innerHTML = emoji(escape(plain(item.text.text)));
  node.dataset.action = item.action_id;
  if (item.accessibility_label) {
    node.setAttribute('aria-label', item.accessibility_label);
  }
  node.addEventListener('click', async () => {
    if (!item.confirm || await context.confirm(item.confirm, context.names)) {
      context.act({ actionId: item.action_id, blockId: block.block_id, option: null }, node);
    }
  });
  return node;
}

function menu(block, item, context) {
  const overflow = item.type === 'overflow';
  const label = overflow ? 'More' : item.placeholder?.text ?? 'Choose';
  const node = element('select', {}, element('option', { value: '', textContent: overflow ? '⋯ More' : label }));
  node.setAttribute('aria-label', label);
  node.dataset.action = item.action_id;
  for (const option of item.options ?? []) {
    node.append(element('option', { value: option.value, textContent: plain(option.text.text) }));
  }
  node.addEventListener('change', async () => {
    const option = node.value;
    node.value = '';
    if (option && (!item.confirm || await context.confirm(item.confirm, context.names))) {
      context.act({ actionId: item.action_id, blockId: block.block_id, option }, node);
    }
  });
  return node;
}

function interactive(block, item, context) {
  return item.type === 'button' ? button(block, item, context)
    : item.type === 'image' ? element('img', { src: item.image_url, alt: item.alt_text, height: 20 })
      : menu(block, item, context);
}

function input(block, names) {
  const item = block.element;
  const field = item.type === 'plain_text_input'
    ? element(item.multiline ? 'textarea' : 'input', { value: item.initial_value ?? '' })
    : element('select', {}, ...(item.options ?? []).map((option) =>
      element('option', { value: option.value, textContent: plain(option.text.text), selected: option.value === item.initial_option?.value })));
  field.name = item.action_id;
  return element('label', {}, text(block.label, names, 'span'), field);
}

function draw(block, context) {
  switch (block.type) {
    case 'header': {
      const node = text(block.text, context.names);
      node.className = 'header';
      return node;
    }
    case 'divider': return element('hr');
    case 'context': {
      const node = element('div', { className: 'context' });
      node.append(...block.elements.map((item) => item.type === 'image' ? interactive(block, item, context) : text(item, context.names)));
      return node;
    }
    case 'section': {
      const node = element('div', { className: 'section' });
      if (block.text) node.append(text(block.text, context.names));
      if (block.fields) {
        node.append(element('div', { className: 'fields' }, ...block.fields.map((field) => text(field, context.names))));
      }
      if (block.accessory) node.append(interactive(block, block.accessory, context));
      return node;
    }
    case 'actions':
      return element('div', { className: 'actions' }, ...block.elements.map((item) => interactive(block, item, context)));
    case 'image':
      return element('img', { src: block.image_url, alt: block.alt_text, style: 'max-width:100%' });
    case 'input': return input(block, context.names);
    default: return element('div', { className: 'context', textContent: `(${block.type})` });
  }
}

/** The blocks of a message or view, or its text where it has none. */
export function blocks(list, fallback, context) {
  const node = element('div', { className: 'blocks' });
  if (list.length === 0 && fallback) {
    node.append(text({ type: 'mrkdwn', text: fallback }, context.names));
  }
  node.append(...list.map((block) => draw(block, context)));
  return node;
}

/** One message, without its replies. */
export function message(it, context) {
  const bot = context.names[it.userId] === undefined;
  const face = element('div', { className: 'face' });
  face.setAttribute('aria-hidden', 'true');
  face.append(bot ? element('img', { src: '/favicon.svg', alt: '' }) : (context.names[it.userId] ?? '?').slice(0, 1));
  const at = new Date(Number(it.ts) * 1000);
  const who = element('div', { className: 'who' },
    element('b', { textContent: bot ? 'Headroom' : context.names[it.userId] }),
    bot ? element('span', { className: 'app', textContent: 'APP' }) : null,
    element('time', { textContent: at.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' }), dateTime: at.toISOString() }));
  const body = element('div', {}, who);
  if (it.visibleTo) {
    body.append(element('div', { className: 'note', textContent: 'Only visible to you' }));
  }
  body.append(blocks(it.blocks, it.text, context));
  const item = element('li', { className: 'message' + (it.visibleTo ? ' only-you' : '') }, face, body);
  item.dataset.ts = it.ts;
  return { item, body };
}
