/** How long a frame is waited for, in ms: a page that is hidden shows none. */
const MAX_FRAME_MS = 100;

/** Lets one piece of work of a frame go on at once, and each further one with the next frame. */
export class Pace {
  #frame: Promise<unknown> | undefined;

  /** Resolves when it is time. */
  async wait(): Promise<void> {
    await this.#frame;
    this.#frame = new Promise(resolve => {
      requestAnimationFrame(resolve);
      setTimeout(resolve, MAX_FRAME_MS);
    });
  }
}
