import { copyOnClick } from './copying.js';
import { accentLine, embedLine, frameLine } from './embed-line.js';
import { reachWarning } from './reach.js';
import {
  chosenSettings,
  DEFAULT_SETTINGS,
  isRoomName,
  readSettings,
  spellRooms,
  writeQuery,
  type Layout,
  type Settings,
  type Theme,
} from './settings.js';

/** How long typing must rest before the chat follows: nobody wants to visit every prefix of a room's name. */
const TYPING_REST_MS = 600;

const WARNINGS: Record<string, string> = {
  room: 'Letters, digits and - _ . / only, at most 128.',
  rooms: 'Names of rooms, with spaces between them: letters, digits and - _ . / only.',
};

const find = <T extends Element = HTMLElement>(selector: string): T => document.querySelector<T>(selector)!;

const tag = find<HTMLScriptElement>('script[src="awesome-chat.js"]');
const stage = find('.stage');
const form = find<HTMLFormElement>('#settings');
const room = find<HTMLInputElement>('#room');
const rooms = find<HTMLInputElement>('#rooms');
const nickname = find<HTMLInputElement>('#nickname');
const ownAccent = find<HTMLInputElement>('#own-accent');

let settings = readSettings(location.search);
let typingRest = 0;

/** The element once it is there; before that the script's tag, which hands its `data-*` on to it. */
function dressChat(): void {
  const chat = document.querySelector('awesome-chat');
  const chosen = new Map(chosenSettings(settings));
  for (const name of ['room', 'rooms', 'nickname', 'theme', 'layout'] as const) {
    const value = chosen.get(name);
    const [target, attribute] = chat ? [chat, name] : [tag, `data-${name}`];
    if (value === undefined) target.removeAttribute(attribute);
    else target.setAttribute(attribute, value);
  }
  stage.style.setProperty('--awesome-chat-accent', settings.accent);
}

function showSettings(): void {
  showLine();
  show(find('#nickname-note'), settings.nickname && everyoneIsCalled(settings.nickname));
  find<HTMLAnchorElement>('#second-window').href = `./${writeQuery({ ...settings, nickname: '' })}`;
}

function showLine(): void {
  const accent = accentLine(settings);
  const line = find('#line');
  line.replaceChildren(...wrapAtSpaces(embedLine(tag.src, settings)));
  if (accent.length > 0) line.append('\n', ...wrapAtSpaces(accent));
  find('#frame').replaceChildren(...wrapAtSpaces(frameLine(tag.src, settings)));
}

function wrapAtSpaces(pieces: string[]): (string | HTMLElement)[] {
  return pieces.flatMap(piece => [' ', unbroken(piece)]).slice(1);
}

function unbroken(text: string): HTMLElement {
  const span = document.createElement('span');
  span.textContent = text;
  return span;
}

const everyoneIsCalled = (name: string): string =>
  `Every visitor would begin as “${name}”. Leave the nickname out, unless your server fills it in.`;

function show(element: HTMLElement, text: string | undefined): void {
  element.textContent = text ?? '';
  element.hidden = !text;
}

function fillForm(): void {
  room.value = settings.room;
  rooms.value = settings.rooms;
  nickname.value = settings.nickname;
  choose('theme', settings.theme);
  choose('layout', settings.layout);
  choose('accent', settings.accent);
  if (ownAccent.classList.contains('chosen')) ownAccent.value = settings.accent;
}

/** Checks the radio of that value. An own colour is none of the swatches. */
function choose(name: 'theme' | 'layout' | 'accent', value: string): void {
  const radios = [...form.querySelectorAll<HTMLInputElement>(`[name="${name}"]`)];
  for (const radio of radios) radio.checked = radio.value === value;
  if (name === 'accent') ownAccent.classList.toggle('chosen', !radios.some(({ checked }) => checked));
}

function change(changed: Partial<Settings>): void {
  settings = { ...settings, ...changed };
  dressChat();
  showSettings();
  history.replaceState(null, '', writeQuery(settings) || location.pathname);
}

function readTyped(): void {
  clearTimeout(typingRest);
  const typedRoom = room.value.trim().normalize('NFC') || DEFAULT_SETTINGS.room;
  const isFit = isRoomName(typedRoom);
  const typedRooms = spellRooms(rooms.value);
  warn(room, isFit);
  warn(rooms, typedRooms !== undefined);
  change({
    room: isFit ? typedRoom : settings.room,
    rooms: typedRooms ?? settings.rooms,
    nickname: nickname.value.trim(),
  });
}

/** Says below a field of room names what they may be, unless they are. */
function warn(field: HTMLInputElement, isFit: boolean): void {
  field.setAttribute('aria-invalid', String(!isFit));
  show(find(`#${field.id}-warning`), isFit ? '' : WARNINGS[field.id]);
}

const isTyped = (target: EventTarget | null): boolean =>
  [room, rooms, nickname].some(field => field === target);

function handleInput({ target }: Event): void {
  if (!(target instanceof HTMLInputElement)) return;
  if (isTyped(target)) {
    clearTimeout(typingRest);
    typingRest = window.setTimeout(readTyped, TYPING_REST_MS);
  } else if (target === ownAccent || target.name === 'accent') {
    change({ accent: target.value });
    choose('accent', target.value);
  } else if (target.name === 'layout') {
    change({ layout: target.value as Layout });
  } else if (target.name === 'theme') {
    change({ theme: target.value as Theme });
  }
}

fillForm();
dressChat();
showSettings();
show(find('#reach-warning'), reachWarning(new URL(tag.src)));
form.addEventListener('input', handleInput);
form.addEventListener('change', ({ target }) => {
  if (isTyped(target)) readTyped();
});
form.addEventListener('submit', event => event.preventDefault());
for (const button of document.querySelectorAll<HTMLButtonElement>('.snippet button'))
  copyOnClick(button, button.previousElementSibling as HTMLElement, find('#spoken'));
