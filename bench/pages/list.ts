import { html, render } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { io } from 'socket.io-client';
import type { Changes, UserMessage } from '../../protocol/messages.js';

// What one writes first: a keyed list of all messages, rendered whenever one comes. It talks to the same relay.

const relay = new URLSearchParams(location.search).get('relay')!;
const box = document.querySelector('ul')!;
const clock = new Intl.DateTimeFormat('en', { timeStyle: 'short' });
const messages: UserMessage[] = [];

function show(): void {
  const rows = repeat(
    messages,
    ({ id }) => id,
    ({ from, at, message }) =>
      html`<li>
        <b>${from.name}</b> <time>${clock.format(at)}</time>
        <p>${message}</p>
      </li>`,
  );
  render(rows, box);
  box.scrollTop = box.scrollHeight;
}

globalThis.fill = count => {
  for (let number = 0; number < count; number++) messages.push(messageOf(number));
  show();
};

function messageOf(number: number): UserMessage {
  const [message, id] = [`message ${number} `.padEnd(100, '.'), `filled-${number}`];
  const from = { id: 'writer', name: 'Writer' };
  return { type: 'userMessage', message, id, seq: number, rev: number, at: Date.now(), from };
}

const socket = io(relay, { transports: ['websocket'], auth: { v: 1 } });
socket.on('connect', () => socket.emit('join', { room: 'lobby' }, () => (document.title = 'ready')));
socket.on('messages', (changes: Changes) => {
  messages.push(...changes.messages);
  show();
  globalThis.probe.heard += changes.messages.length;
});
