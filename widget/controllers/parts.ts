import type { ReactiveController } from 'lit';
import type { AwesomeChat } from '../awesome-chat.js';
import { importPart } from '../parts/import-part.js';
import type { Inside, Part, PartName } from '../parts/part.js';

/** How long after a failure a part is not asked for again, in ms. */
const RETRY_MS = 10_000;

/** What comes last has to wait until all else has come, in ms. */
const EXTRAS_DELAY_MS = 300;

/** Loads the parts that are wanted, and tells them of updates. Without them the chat works, too. */
export class PartsController implements ReactiveController {
  readonly #host: AwesomeChat;
  readonly #inside: () => Inside;
  /** What is wanted; undefined until it is loaded, null for some time after it could not be. */
  readonly #parts = new Map<PartName, Part | undefined | null>();
  readonly #wanted = new Set<PartName>();
  #delay: ReturnType<typeof setTimeout> | undefined;

  constructor(host: AwesomeChat, inside: () => Inside) {
    this.#host = host;
    this.#inside = inside;
    host.addController(this);
  }

  /** Whether the element is nothing to be seen before a part has come. */
  get isWaiting(): boolean {
    const { layout, relay } = this.#host;
    // Without a relay there is no part, and a word of that.
    const isComing =
      this.#parts.get('launcher') === undefined && (relay || document.readyState === 'loading');
    return layout === 'launcher' && !!isComing;
  }

  /** Loads one that nothing about the element asks for. */
  want(name: PartName): void {
    if (this.#wanted.has(name)) return;
    this.#wanted.add(name);
    this.#host.requestUpdate();
  }

  hostUpdated(): void {
    const { layout, roomFrom, loading, clickToLoad, me, status, tokenProvider, rooms, pictures } = this.#host;
    this.#follow('launcher', layout === 'launcher');
    this.#follow('page-room', !!roomFrom);
    this.#follow('session', !!tokenProvider);
    this.#follow('waiting', status === 'idle' && (clickToLoad || loading === 'lazy'));
    this.#follow('rooms', !!(rooms && me));
    // A change of rooms is no reason to go, and those that are wanted later add to what the first has made.
    if (me ?? this.#inside().refusal) this.#wanted.add('extras');
    for (const name of this.#wanted) this.#follow(name, true);
    this.#follow('pictures', pictures && this.#wanted.has('extras'));
  }

  hostDisconnected(): void {
    clearTimeout(this.#delay);
    for (const part of this.#parts.values()) part?.remove();
    this.#parts.clear();
  }

  #follow(name: PartName, isWanted: boolean): void {
    const part = this.#parts.get(name);
    if (!isWanted) {
      part?.remove();
      this.#parts.delete(name);
    } else if (this.#parts.has(name)) {
      part?.update();
    } else if (this.#host.isConnected && this.#host.relay) {
      this.#parts.set(name, undefined);
      if (name !== 'extras') void this.#load(name);
      else this.#delay = setTimeout(() => void this.#load(name), EXTRAS_DELAY_MS);
    }
  }

  async #load(name: PartName): Promise<void> {
    try {
      const { createPart } = await importPart(name, this.#host.relay);
      if (this.#parts.has(name)) this.#parts.set(name, createPart(this.#host, this.#inside));
    } catch {
      if (this.#parts.has(name)) this.#parts.set(name, null);
      setTimeout(() => {
        this.#parts.delete(name);
        this.#host.requestUpdate();
      }, RETRY_MS);
    }
    this.#host.requestUpdate();
  }
}
