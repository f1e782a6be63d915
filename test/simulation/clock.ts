/** When the simulated time begins: milliseconds since 1970. */
const BEGINNING = 1_700_000_000_000;

interface Timer {
  at: number;
  order: number;
  work: (() => void) | undefined;
}

/** A time that passes only as far as it is told to, and the timers in it. */
export class Clock {
  now = BEGINNING;
  readonly #timers: Timer[] = [];
  #order = 0;

  after(delayMs: number, work: () => void): Timer {
    const timer = { at: this.now + Math.round(delayMs), order: this.#order++, work };
    this.#push(timer);
    return timer;
  }

  /** Lets time pass. All that follows from one timer, up to its last promise, happens before the next. */
  async pass(durationMs: number): Promise<void> {
    const end = this.now + durationMs;
    await allPromises();
    for (let next = this.#timers[0]; next && next.at <= end; next = this.#timers[0]) {
      this.#pop();
      if (!next.work) continue;
      this.now = next.at;
      next.work();
      await allPromises();
    }
    this.now = end;
  }

  /**
   * Makes this the time of everything that runs, until the function it returns is called.
   *
   * What is tested asks the globals for the time; so nothing in it has to know that it is simulated.
   */
  install(): () => void {
    const { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate } = globalThis;
    const real = { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate };
    const realNow = Date.now;
    const clear = (handle: Handle | undefined) => handle?.cancel();
    Object.assign(globalThis, {
      setTimeout: (work: () => void, delayMs = 0) => new Handle(this.after(Math.max(1, delayMs), work)),
      setInterval: (work: () => void, everyMs: number) => this.#every(everyMs, work),
      setImmediate: (work: () => void) => new Handle(this.after(0, work)),
      clearTimeout: clear,
      clearInterval: clear,
    });
    Date.now = () => this.now;
    return () => {
      Object.assign(globalThis, real);
      Date.now = realNow;
    };
  }

  #every(everyMs: number, work: () => void): Handle {
    const again = () => {
      handle.timer = this.after(everyMs, again);
      work();
    };
    const handle = new Handle(this.after(everyMs, again));
    return handle;
  }

  #push(timer: Timer): void {
    const timers = this.#timers;
    let place = timers.length;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (isSooner(timers[parent]!, timer)) break;
      timers[place] = timers[parent]!;
      place = parent;
    }
    timers[place] = timer;
  }

  #pop(): void {
    const timers = this.#timers;
    const last = timers.pop()!;
    if (timers.length === 0) return;
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= timers.length) break;
      if (child + 1 < timers.length && isSooner(timers[child + 1]!, timers[child]!)) child++;
      if (isSooner(last, timers[child]!)) break;
      timers[place] = timers[child]!;
      place = child;
    }
    timers[place] = last;
  }
}

/** What `setTimeout` gives, as far as it is used. */
class Handle {
  timer: Timer;

  constructor(timer: Timer) {
    this.timer = timer;
  }

  cancel(): void {
    this.timer.work = undefined;
  }

  unref(): this {
    return this;
  }
}

function isSooner(a: Timer, b: Timer): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

/** A tick that is asked for by a promise comes once no promise is left to go on. */
export function allPromises(): Promise<void> {
  return new Promise(resolve => process.nextTick(resolve));
}
