import type { AwesomeChat } from '../../widget/awesome-chat.js';
import { dress, type Example } from './example.js';
import type { Neighbour } from './neighbour.js';
import { setNetwork } from './network.js';
import { findPart, partOf, until } from './parts.js';
import { sceneOf, TALK, type Scene } from './scenes.js';

const ATTRIBUTES = { id: 'live', heading: 'Live', relay: './' };
const CONVERSATION = [
  'Good morning! Is the kettle on?',
  'I shall be there in ten minutes, with the good biscuits.',
  'The notes are at https://example.org/notes',
];

/** Where one chat shows what an example does to it. */
export class Stage {
  readonly #place: HTMLElement;
  /** Of this page alone, so that nobody else is told what Ada says. */
  #room = `styling/${Math.random().toString(36).slice(2, 8)}`;
  #ada: Promise<Neighbour | undefined> | undefined;
  #chat: AwesomeChat | undefined;
  #scene: Scene | undefined;
  #end: (() => void) | undefined;
  #undress: (() => void) | undefined;
  #turn = 0;

  constructor(place: HTMLElement) {
    this.#place = place;
    addEventListener('pagehide', () => this.#end?.());
  }

  /** A chat in which people talk. */
  async open(): Promise<void> {
    this.#enter(TALK);
    const ada = await (this.#ada ??= this.#meet());
    if (!ada && this.#scene === TALK) this.#enter(TALK);
  }

  /** Brings something into being, and puts an example's style on it. @throws Error when it is not to be seen here */
  async show(example: Example): Promise<void> {
    const turn = ++this.#turn;
    this.#lift();
    const scene = sceneOf(example.title);
    if (scene !== this.#scene || !this.#isThere(example)) await this.#play(scene);
    if (turn !== this.#turn) return;
    this.#undress = dress(this.#chat!, example);
    if (example.part) (await partOf(this.#chat!, example.part)).scrollIntoView({ block: 'nearest' });
  }

  /** Takes the style away, and leaves what it was shown on. */
  hide(): void {
    this.#turn++;
    this.#lift();
  }

  #lift(): void {
    this.#undress?.();
    this.#undress = undefined;
    if (!this.#scene?.breaksNetwork) return;
    setNetwork('whole');
    this.#scene = undefined;
  }

  #isThere({ part }: Example): boolean {
    return !part || !!findPart(this.#chat!, part);
  }

  async #play(scene: Scene): Promise<void> {
    const ada = await (this.#ada ??= this.#meet());
    const chat = this.#enter(scene);
    if (!scene.play) return;
    // What comes last has come once the list of people can be opened.
    await until(() => chat.shadowRoot!.querySelector('[part=people]:enabled'));
    const end = await scene.play({ chat, ada, part: name => partOf(chat, name) });
    if (chat === this.#chat) this.#end = end ?? undefined;
    else end?.();
  }

  #enter(scene: Scene): AwesomeChat {
    this.#end?.();
    this.#end = undefined;
    const chat = document.createElement('awesome-chat');
    const attributes = { ...ATTRIBUTES, room: this.#room, ...scene.attributes?.(this.#room) };
    for (const [name, value] of Object.entries(attributes)) chat.setAttribute(name, value);
    this.#place.replaceChildren(chat);
    this.#chat = chat;
    this.#scene = scene;
    return chat;
  }

  /** Where the relay has no such rooms, the lobby has to do, with what others say there. */
  async #meet(): Promise<Neighbour | undefined> {
    const { Neighbour } = await import('./neighbour.js');
    const ada = await Neighbour.enter(this.#room);
    if (!ada) this.#room = 'lobby';
    for (const sentence of CONVERSATION) await ada?.say(sentence);
    return ada;
  }
}
