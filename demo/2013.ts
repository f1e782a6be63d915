// The tutorial's client, as it was meant to be. It appends what it receives as markup, which is safe only
// because the relay escapes all that it sends to such a client.

/** What of `socket.io/socket.io.js` this page uses. The relay serves that script; it defines the global `io`. */
interface Socket {
  /** Whether it is connected, or will try again by itself. */
  readonly active: boolean;
  send(json: string): void;
  on(event: 'message', listener: (json: string) => void): void;
  on(event: 'connect' | 'disconnect' | 'connect_error', listener: () => void): void;
}

declare const io: (options: { path: string }) => Socket;

interface Received {
  type: 'serverMessage' | 'userMessage' | 'myMessage';
  message: string;
  from?: { name: string };
}

const messages = document.querySelector<HTMLElement>('#messages')!;
const composer = document.querySelector<HTMLFormElement>('#composer')!;
const input = document.querySelector<HTMLInputElement>('#message')!;
const send = document.querySelector<HTMLButtonElement>('#send')!;
const status = document.querySelector<HTMLElement>('#status')!;

const socket = io({ path: new URL('socket.io/', document.baseURI).pathname });

function showStatus(text: string, isOnline: boolean): void {
  status.textContent = text;
  send.disabled = !isOnline;
}

function showLoss(what: string): void {
  showStatus(socket.active ? `${what}. Trying again …` : `${what}.`, false);
}

function append({ type, message, from }: Received): void {
  const isAtBottom = messages.scrollHeight - messages.scrollTop - messages.clientHeight < 40;
  const name = from ? `<span class="name">${from.name}</span>` : '';
  messages.insertAdjacentHTML('beforeend', `<div class="${type}">${name}${message}</div>`);
  if (isAtBottom || type === 'myMessage') messages.scrollTop = messages.scrollHeight;
}

showStatus('Connecting …', false);

socket.on('connect', () => showStatus('Connected', true));
socket.on('disconnect', () => showLoss('Disconnected'));
socket.on('connect_error', () =>
  showLoss(socket.active ? 'The relay cannot be reached' : 'The relay said no'),
);
socket.on('message', json => append(JSON.parse(json) as Received));

composer.addEventListener('submit', event => {
  event.preventDefault();
  const message = input.value.trim();
  if (message === '') return;
  socket.send(JSON.stringify({ type: 'userMessage', message }));
  input.value = '';
  input.focus();
});
