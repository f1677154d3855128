// Puts the page together: the feed of the server, what people do, and the panes.
import { blocks, element, message, mrkdwn } from '/slack.js';
import { fleet } from '/fleet.js';

const $ = (id) => document.getElementById(id);
const COMMANDS = [
  ['/memory status', 'Open incidents, hottest services, and what cannot be seen'],
  ['/memory help', 'Every command, with its usage'],
];

let state = null;       // the last event: slack
let user = 'U0ALICE';
let open = null;        // ts of the message whose thread is open; null before one was opened
let closedByHand = false;
let modal = null;       // the view that is shown
const drawn = { messages: new Map(), replies: new Map() };

async function call(name, body) {
  try {
    const answer = await fetch(`/api/${name}`, {
      method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body),
    });
    if (!answer.ok) {
      toast(await answer.text());
      return null;
    }
    const result = await answer.json();
    if (result.notice) toast(result.notice);
    return result;
  } catch {
    toast('The sandbox does not answer.');
    return null;
  }
}

function toast(text) {
  const node = element('p', { textContent: text });
  $('toasts').append(node);
  setTimeout(() => node.remove(), 6000);
}

/** Slack's confirmation dialog; resolves to whether the person confirmed. */
function confirm(it, names) {
  $('confirm-title').textContent = it.title.text;
  $('confirm-text').className = 'blocks';
  $('confirm-text').innerHTML = mrkdwn(it.text.text, names);
  $('confirm-yes').textContent = it.confirm.text;
  $('confirm-yes').className = it.style === 'danger' ? 'danger' : 'primary';
  $('confirm-deny').textContent = it.deny.text;
  $('confirm').returnValue = '';
  $('confirm').showModal();
  return new Promise((resolve) => {
    $('confirm').addEventListener('close', () => resolve($('confirm').returnValue === 'confirm'), { once: true });
  });
}

// What to show for an id: people by name, the channel by its name.
const names = () => Object.fromEntries([
  ...state.people.map((person) => [person.id, person.realName]),
  [state.channel.id, state.channel.name],
]);

function context(it) {
  return {
    names: names(),
    confirm,
    act: async ({ actionId, blockId, option }, node) => {
      node.disabled = true;
      await call(option === null ? 'press' : 'choose', { user, ts: it.ts, actionId, blockId, option });
      node.disabled = false;
    },
  };
}

/** Where a list is scrolled to show what is newest: its last message from the top, if that is long. */
function end(root) {
  const bottom = root.scrollHeight - root.clientHeight;
  const last = root.lastElementChild;
  return last ? Math.max(0, Math.min(bottom, last.offsetTop - root.offsetTop)) : 0;
}

/** Draws a list of messages, touching only what changed, so that focus and scrolling stay. */
function list(root, cache, messages, each) {
  const atEnd = root.scrollTop >= end(root) - 60;
  const kept = new Set();
  messages.forEach((it, i) => {
    const key = it.ts + (it.visibleTo ?? '');
    const revision = each.revision(it);
    kept.add(key);
    let entry = cache.get(key);
    if (!entry || entry.revision !== revision) {
      const focused = entry?.item.contains(document.activeElement) ? document.activeElement.dataset.action : null;
      const item = each.draw(it);
      if (entry) entry.item.replaceWith(item);
      else item.classList.add('fresh');
      if (focused) item.querySelector(`[data-action="${CSS.escape(focused)}"]`)?.focus();
      entry = { item, revision };
      cache.set(key, entry);
    }
    if (root.children[i] !== entry.item) root.insertBefore(entry.item, root.children[i] ?? null);
  });
  for (const [key, entry] of cache) {
    if (!kept.has(key)) {
      entry.item.remove();
      cache.delete(key);
    }
  }
  if (atEnd) root.scrollTop = end(root);
}

function drawChannel() {
  list($('messages'), drawn.messages, state.channel.messages, {
    revision: (it) => `${it.revision}/${it.replies.length}/${it.ts === open}/${user}`,
    draw: (it) => {
      const { item, body } = message(it, context(it));
      item.classList.toggle('open', it.ts === open);
      if (it.replies.length) {
        const link = element('button', {
          type: 'button', className: 'replies-link',
          textContent: `${it.replies.length} ${it.replies.length === 1 ? 'reply' : 'replies'}`,
        });
        link.dataset.action = 'replies';
        link.addEventListener('click', () => show(it.ts, true));
        body.append(link);
      }
      return item;
    },
  });
}

function drawThread() {
  const parent = state.channel.messages.find((it) => it.ts === open);
  document.body.toggleAttribute('data-thread', parent !== undefined);
  list($('replies'), drawn.replies, parent ? [parent, ...parent.replies] : [], {
    revision: (it) => `${it.revision}/${user}`,
    draw: (it) => message(it, context(it)).item,
  });
}

function show(ts, byHand) {
  open = ts;
  if (byHand) {
    closedByHand = ts === null;
    pane(ts === null ? 'slack' : 'thread');
  }
  drawn.replies.clear();
  $('replies').replaceChildren();
  drawChannel();
  drawThread();
}

function drawModal() {
  const view = state.modals.at(-1) ?? null;
  if (!view) {
    if (modal) $('modal').close();
    modal = null;
    return;
  }
  if (modal?.id === view.id && modal.hash === view.hash) return;
  modal = view;
  $('modal-title').textContent = view.json.title.text;
  $('modal-close').textContent = view.json.close?.text ?? 'Close';
  $('modal-submit').textContent = view.json.submit?.text ?? '';
  $('modal-submit').hidden = !view.json.submit;
  $('modal-blocks').replaceChildren(blocks(view.json.blocks, '', {
    names: names(),
    confirm,
    act: ({ actionId, blockId, option }) => call('actInView', { user, viewId: view.id, actionId, blockId, option }),
  }));
  if (!$('modal').open) $('modal').showModal();
}

$('modal-form').addEventListener('submit', async (event) => {
  event.preventDefault();
  $('modal-submit').disabled = true;
  const result = await call('submit', { user, viewId: modal.id, values: Object.fromEntries(new FormData($('modal-form'))) });
  $('modal-submit').disabled = false;
  for (const error of Object.values(result?.errors ?? {})) toast(error);
});
const closeModal = () => modal && call('close', { user, viewId: modal.id });
$('modal-close').addEventListener('click', closeModal);
$('modal').addEventListener('cancel', (event) => {
  event.preventDefault();
  closeModal();
});

function onSlack(next) {
  state = next;
  if ($('user').options.length === 0) {
    const members = state.people.filter((person) => person.id !== 'U0HEADROOM');
    $('user').append(...members.map((person) => element('option', { value: person.id, textContent: person.realName })));
    $('user').value = user;
  }
  $('channel').textContent = state.channel.name;
  $('quiet').hidden = state.channel.messages.length > 0;
  const newest = state.channel.messages.filter((it) => it.replies.length > 0).at(-1);
  if (open === null && newest && !closedByHand) {
    open = newest.ts;
  }
  drawChannel();
  drawThread();
  drawModal();
}

function onFleet(next) {
  const now = new Date(next.now);
  $('clock').textContent = now.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit', second: '2-digit' });
  $('clock').dateTime = now.toISOString();
  $('pause').setAttribute('aria-pressed', String(next.paused));
  $('pause').textContent = next.paused ? 'Go on' : 'Pause';
  if (document.activeElement !== $('speed')) {
    if (![...$('speed').options].some((option) => Number(option.value) === next.speed)) {
      $('speed').append(element('option', { value: String(next.speed), textContent: `${next.speed}×` }));
    }
    $('speed').value = String(next.speed);
  }
  fleet($('clusters'), next.fleet, call);
}

let feed;
function follow() {
  feed?.close();
  feed = new EventSource(`/api/events?user=${encodeURIComponent(user)}`);
  feed.addEventListener('slack', (event) => onSlack(JSON.parse(event.data)));
  feed.addEventListener('fleet', (event) => onFleet(JSON.parse(event.data)));
  feed.addEventListener('open', () => { $('lost').hidden = true; });
  feed.addEventListener('error', () => { $('lost').hidden = false; });
}

function pane(name) {
  document.body.dataset.pane = name;
  for (const button of document.querySelectorAll('[data-pane-button]')) {
    button.setAttribute('aria-current', String(button.dataset.paneButton === name));
  }
}

// ---- The message box ----

let chosen = -1;
function hints() {
  const typed = $('command').value;
  const matching = typed.startsWith('/') ? COMMANDS.filter(([command]) => command.startsWith(typed) && command !== typed) : [];
  chosen = Math.min(chosen, matching.length - 1);
  $('hints').replaceChildren(...matching.map(([command, words], i) => {
    const item = element('li', {}, command, element('small', { textContent: words }));
    item.id = `hint-${i}`;
    item.setAttribute('role', 'option');
    item.setAttribute('aria-selected', String(i === chosen));
    item.addEventListener('mousedown', (event) => {
      event.preventDefault();
      take(command);
    });
    return item;
  }));
  $('hints').hidden = matching.length === 0;
  $('command').setAttribute('aria-expanded', String(matching.length > 0));
  $('command').setAttribute('aria-activedescendant', chosen >= 0 ? `hint-${chosen}` : '');
  return matching;
}
function take(command) {
  $('command').value = command;
  chosen = -1;
  hints();
  $('command').focus();
}
$('command').addEventListener('input', () => { chosen = -1; hints(); });
$('command').addEventListener('blur', () => { $('hints').hidden = true; });
$('command').addEventListener('focus', hints);
$('command').addEventListener('keydown', (event) => {
  const matching = hints();
  if (matching.length === 0) return;
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    chosen = (chosen + (event.key === 'ArrowDown' ? 1 : matching.length) + (chosen < 0 && event.key === 'ArrowUp' ? 1 : 0) - (event.key === 'ArrowUp' ? 1 : 0) + matching.length) % matching.length;
    if (event.key === 'ArrowUp' && matching.length === 1) chosen = 0;
    event.preventDefault();
    hints();
  } else if (event.key === 'Tab' || (event.key === 'Enter' && chosen >= 0)) {
    event.preventDefault();
    take(matching[Math.max(chosen, 0)][0]);
  } else if (event.key === 'Escape') {
    $('hints').hidden = true;
  }
});
$('composer').addEventListener('submit', async (event) => {
  event.preventDefault();
  const typed = $('command').value.trim();
  if (!typed) return;
  $('command').value = '';
  hints();
  const command = typed.match(/^(\/\S+)\s*([\s\S]*)$/);
  if (command) await call('slash', { user, command: command[1], text: command[2] });
  else await call('say', { user, text: typed });
  $('messages').scrollTop = end($('messages'));
});

// ---- Everything else ----

$('close-thread').addEventListener('click', () => show(null, true));
$('user').addEventListener('change', () => { user = $('user').value; follow(); });
$('pause').addEventListener('click', () => call('pause', { paused: $('pause').getAttribute('aria-pressed') !== 'true' }));
$('speed').addEventListener('change', () => call('speed', { times: Number($('speed').value) }));
for (const button of document.querySelectorAll('[data-pane-button]')) {
  button.addEventListener('click', () => pane(button.dataset.paneButton));
}
document.addEventListener('keydown', (event) => {
  if (event.target.matches('input, textarea, select') || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
  if (event.key === '/') {
    event.preventDefault();
    pane('slack');
    $('command').focus();
  } else if (event.key === 'p') {
    $('pause').click();
  } else if (event.key === 'Escape' && open !== null) {
    show(null, true);
  }
});
pane('slack');
follow();
