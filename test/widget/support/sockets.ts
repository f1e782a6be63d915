/**
 * Every websocket that is opened from now on, so that tests can count and cut them. Import it before the widget:
 * engine.io-client keeps the constructor it finds.
 */
const opened: WebSocket[] = [];
let isHanging = false;

class ObservedSocket extends WebSocket {
  constructor(url: string | URL, protocols?: string | string[]) {
    // Nothing listens on port 1; with the handlers never called, the upgrade hangs.
    super(url, protocols);
    opened.push(this);
    if (isHanging) this.#hang();
  }

  #hang(): void {
    const never = { set() {}, get: () => null };
    for (const name of ['onopen', 'onmessage', 'onerror', 'onclose'])
      Object.defineProperty(this, name, never);
  }
}
window.WebSocket = ObservedSocket;

/** Websockets that are open, or on the way. */
export function liveSockets(): WebSocket[] {
  return opened.filter(({ readyState }) => readyState <= WebSocket.OPEN);
}

/** Cuts every connection, as a lost network does. */
export function cutAll(): void {
  for (const socket of liveSockets()) {
    socket.close();
    socket.dispatchEvent(new CloseEvent('close'));
  }
}

/** Websockets opened while the task runs never say a word, as behind a proxy that hangs the upgrade. */
export async function hangingUpgrades(task: () => Promise<void>): Promise<void> {
  isHanging = true;
  try {
    await task();
  } finally {
    isHanging = false;
  }
}
