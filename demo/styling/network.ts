/**
 * How the page's way to the relay is: `whole`; `stalled`, where what is sent goes nowhere; `cut`, where what is open ends,
 * too; `down`, where what is tried anew fails at once.
 */
export type Network = 'whole' | 'stalled' | 'cut' | 'down';

let network: Network = 'whole';
let way = new AbortController();

/** Breaks and mends the way to the relay, for all chats of the page that were loaded after this. */
export function setNetwork(wanted: Network): void {
  network = wanted;
  if (network === 'cut' || network === 'down') {
    way.abort();
    way = new AbortController();
  }
  // As the browser tells of it.
  if (network === 'whole') dispatchEvent(new Event('online'));
}

globalThis.WebSocket = new Proxy(WebSocket, {
  construct(Real, args: ConstructorParameters<typeof WebSocket>): object {
    if (network !== 'whole') return nowhere();
    const socket = new Real(...args);
    const { send } = socket;
    socket.send = frame => {
      if (network === 'whole') send.call(socket, frame);
    };
    way.signal.addEventListener('abort', () => socket.close());
    return socket;
  },
});

const realFetch = globalThis.fetch;
globalThis.fetch = (input, init) => {
  const { url } = new Request(input);
  if (!url.includes('/socket.io/')) return realFetch(input, init);
  if (network === 'whole') return realFetch(input, { ...init, signal: way.signal });
  return new Promise((_, reject) => {
    if (network === 'down') reject(new TypeError('There is no network.'));
  });
};

/** Looks like a socket that is about to open, and never does. */
function nowhere(): Pick<WebSocket, 'close' | 'onerror'> {
  const socket = { onerror: null as WebSocket['onerror'], close: () => {} };
  if (network === 'down')
    queueMicrotask(() => void socket.onerror?.call(socket as WebSocket, new Event('error')));
  return socket;
}
