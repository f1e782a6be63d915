/**
 * Every websocket that is opened from now on, so that tests can count and cut them. Import it before the widget:
 * engine.io-client keeps the constructor it finds.
 */
const opened: WebSocket[] = [];
let isHanging = false;
/** What is refused without asking the relay, by the names of events. */
const refusals = new Map<string, object>();

class ObservedSocket extends WebSocket {
  constructor(url: string | URL, protocols?: string | string[]) {
    // Nothing listens on port 1; with the handlers never called, the upgrade hangs.
    super(url, protocols);
    opened.push(this);
    if (isHanging) this.#hang();
  }

  override send(data: Parameters<WebSocket['send']>[0]): void {
    // What is no text is none of ours.
    const [, id, event = ''] = /^42(\d+)\["(\w+)"/.exec(data as string) ?? [];
    const refusal = refusals.get(event);
    if (!refusal) return super.send(data);
    const answer = `43${id}[${JSON.stringify({ ok: false, ...refusal })}]`;
    setTimeout(() => this.dispatchEvent(new MessageEvent('message', { data: answer })));
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

/** While the task runs an event is refused, as by a relay that has had enough of it. */
export async function refusing(event: string, refusal: object, task: () => Promise<void>): Promise<void> {
  refusals.set(event, refusal);
  try {
    await task();
  } finally {
    refusals.delete(event);
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
