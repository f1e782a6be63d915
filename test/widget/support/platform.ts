/** What a test changes of the platform, and how it is undone. */
const undo: (() => void)[] = [];
afterEach(() => {
  for (const restore of undo.splice(0).reverse()) restore();
});

/** Has the platform say something else until the test is over. */
export function pretend(owner: object, name: string, value: unknown): void {
  keep(owner, name);
  Object.defineProperty(owner, name, { value, configurable: true, writable: true });
}

/** Takes something from the platform, as an older one does not have it, until the test is over. */
export function withhold(owner: object, ...names: string[]): void {
  for (const name of names) {
    keep(owner, name);
    Reflect.deleteProperty(owner, name);
  }
}

function keep(owner: object, name: string): void {
  const own = Object.getOwnPropertyDescriptor(owner, name);
  undo.push(() => {
    if (own) Object.defineProperty(owner, name, own);
    else Reflect.deleteProperty(owner, name);
  });
}

/** What is seen of the page, on a phone or a tablet: no keyboard ever covers the window of a desktop. */
export class FakeViewport extends EventTarget {
  height = innerHeight;
  offsetTop = 0;
  scale = 1;

  static put(): FakeViewport {
    const viewport = new FakeViewport();
    pretend(window, 'visualViewport', viewport);
    pretend(navigator, 'maxTouchPoints', 5);
    return viewport;
  }

  change(some: Partial<Pick<FakeViewport, 'height' | 'offsetTop' | 'scale'>>): void {
    Object.assign(this, some);
    this.dispatchEvent(new Event('resize'));
  }
}

/** Notifications as a desktop shows them. What is shown is kept. */
export class FakeNotification {
  static permission: NotificationPermission;
  /** What the visitor says when asked. */
  static answer: NotificationPermission;
  static asked: number;
  static shown: FakeNotification[];
  readonly title: string;
  readonly body: string | undefined;
  onclick: (() => void) | undefined;

  static put(permission: NotificationPermission = 'default'): typeof FakeNotification {
    Object.assign(FakeNotification, { permission, answer: 'granted', asked: 0, shown: [] });
    pretend(window, 'Notification', FakeNotification);
    return FakeNotification;
  }

  static async requestPermission(): Promise<NotificationPermission> {
    FakeNotification.asked++;
    return (FakeNotification.permission = FakeNotification.answer);
  }

  constructor(title: string, options: NotificationOptions = {}) {
    structuredClone(options.data);
    this.title = title;
    this.body = options.body;
    FakeNotification.shown.push(this);
  }

  close(): void {}
}

/** Sound on a page that has been touched. @returns how many tones there were so far */
export function putSound(): () => number {
  let count = 0;
  class FakeAudioContext {
    readonly currentTime = 0;
    constructor() {
      count++;
    }
    createGain() {
      return { connect() {}, gain: { setValueAtTime() {}, exponentialRampToValueAtTime() {} } };
    }
  }
  class FakeOscillator {
    connect() {}
    start() {}
    stop() {}
  }
  pretend(window, 'AudioContext', FakeAudioContext);
  pretend(window, 'OscillatorNode', FakeOscillator);
  pretend(navigator, 'userActivation', { hasBeenActive: true });
  return () => count;
}
