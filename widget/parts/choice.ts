import { icon } from './icon.js';
import { recall, remember } from './storage.js';

/** Something the visitor turns on and off by a button in the header; remembered where there is storage. */
export class Choice {
  readonly button = document.createElement('button');
  readonly #key: string;
  #isOn: boolean;

  /** @param name of the part, and of what is remembered */
  constructor(name: string, picture: string, isOn: boolean) {
    this.#key = `awesome-chat ${name}`;
    this.#isOn = (recall(this.#key) ?? isOn) === true;
    this.button.type = 'button';
    this.button.setAttribute('part', name);
    this.button.append(icon(picture));
  }

  /** Whether it is offered, and turned on. */
  get isOn(): boolean {
    return this.#isOn && this.button.isConnected;
  }

  /** @param isKept whether it is remembered */
  set(isOn: boolean, isKept = true): void {
    this.#isOn = isOn;
    this.button.ariaPressed = String(isOn);
    if (isKept) remember(this.#key, isOn);
  }

  set label(label: string) {
    this.button.ariaLabel = this.button.title = label;
    this.button.ariaPressed = String(this.#isOn);
  }
}
