import type { AwesomeChat } from '../../widget/awesome-chat.js';
import type { Neighbour } from './neighbour.js';
import { setNetwork, type Network } from './network.js';
import { until } from './parts.js';

/** Who and what there is to play with. */
export interface Cast {
  chat: AwesomeChat;
  /** Undefined where she is not let in. */
  ada: Neighbour | undefined;
  /** A part of the chat, once it is there. */
  part: (name: string) => Promise<HTMLElement>;
}

/** What a chat has to be in for something of it to be seen. */
export interface Scene {
  /** Attributes of the chat, by the name of its room. */
  attributes?: (room: string) => Record<string, string>;
  /** Whether the page has no network any more, once it is played. */
  breaksNetwork?: boolean;
  /** What to know about it, in a sentence. */
  note?: string;
  /** Why it may not be to be seen, in a sentence. */
  missing?: string;
  /** Called once the chat is online, and all of it has come. @returns ends what goes on */
  play?: (cast: Cast) => Promise<void | (() => void)>;
}

const TALL = Array.from({ length: 12 }, (_, line) => `${line + 1}. a line of a long list`).join('\n');

/** People talk. */
export const TALK: Scene = {};

const own: Scene = {
  async play({ chat }) {
    const { me, messages } = chat;
    if (!messages.some(({ from }) => from.id === me?.id)) await chat.send('And this is what you said.');
  },
};

const launcher: Scene = {
  attributes: () => ({ layout: 'launcher' }),
  note: 'It is in the corner of this page.',
};

const waiting: Scene = { attributes: () => ({ 'click-to-load': '' }) };

const refused: Scene = { attributes: () => ({ room: 'no room of that name' }) };

const unread: Scene = {
  async play({ ada, part }) {
    const log = await part('log');
    await ada?.say(TALL);
    log.scrollTop = 0;
    await frame();
    await ada?.say('Have you seen this?');
  },
};

const told: Scene = {
  async play({ chat, part }) {
    const end = type(chat, '/help');
    await part('suggestions');
    (await part('send')).click();
    return end;
  },
};

/** What is ignored outlives the page. */
const ignoring: Scene = {
  async play(cast) {
    const { chat, part } = cast;
    (await point(cast)).click();
    await part('menu');
    chat.shadowRoot!.querySelector<HTMLElement>('[role=menuitem]')!.click();
    (await part('people')).click();
    await part('unignore');
    return () => void chat.send('/unignore Ada').catch(() => {});
  },
};

const waitingToSend: Scene = {
  missing: 'Nobody here slows the room down: this relay has no sign-in for showing.',
  async play({ chat }) {
    // In the lobby others would wait, too.
    if (chat.room === 'lobby') return undefined;
    const { Neighbour } = await import('./neighbour.js');
    const grace = await Neighbour.enter(chat.room, 'grace');
    await grace?.slow(60_000);
    for (const text of ['This is sent at once.', 'This has to wait.']) chat.send(text).catch(() => {});
    return () => void grace?.slow(0).then(() => grace.leave());
  },
};

const naming: Scene = {
  note: 'It goes once the field for the name is left.',
  async play(cast) {
    // There is something to forget.
    await own.play!(cast);
    await openNaming(cast);
  },
};

const actions: Scene = { play: async cast => void (await point(cast)) };

/** What has to be for each to be seen; for all others it is enough that people talk. */
const SCENES: Record<string, Scene> = {
  '::part(people-list)': { play: async ({ part }) => (await part('people')).click() },
  '::part(sound)': { attributes: () => ({ sound: '' }) },
  '::part(notifications)': {
    attributes: () => ({ notifications: '' }),
    missing: 'Here it may not tell of anything: the browser does not allow it.',
  },
  '::part(mark)': { missing: 'Nobody here is signed in: this relay has no sign-in for showing.' },
  '::part(picture)': {
    attributes: () => ({ pictures: '' }),
    missing: 'Nobody here has a picture: this relay has no sign-in for showing.',
  },
  '::part(unignore)': ignoring,
  '::part(patience)': waitingToSend,
  '::part(instead)': {
    missing: 'Every name can be had here: this relay has no sign-in for showing.',
    async play(cast) {
      const field = await openNaming(cast);
      field.value = 'Ada';
      field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    },
  },
  '::part(forget)': naming,
  '::part(colors)': naming,
  '::part(rooms)': { attributes: room => ({ rooms: `${room} lobby` }) },
  '::part(room)': { attributes: room => ({ rooms: `${room} lobby` }) },
  '::part(message-own)': own,
  '::part(notice)': refused,
  '::part(latest)': unread,
  '::part(divider)': unread,
  '::part(load)': waiting,
  '::part(launcher)': launcher,
  '::part(badge)': {
    ...launcher,
    play: async ({ ada, part }) => {
      await part('launcher');
      await ada?.say('Is anybody there?');
    },
  },
  '::part(close)': { ...launcher, attributes: () => ({ layout: 'launcher', open: '' }) },
  '::part(actions)': actions,
  '::part(menu)': {
    note: 'It has the focus, and closes with Escape.',
    play: async cast => (await point(cast)).click(),
  },
  '::part(typing)': { play: async ({ ada }) => ada?.type() },
  '::part(suggestions)': { play: async ({ chat }) => type(chat, '/') },
  '::part(told)': told,
  '--awesome-chat-accent': own,
  '--awesome-chat-own-background': own,
  '--awesome-chat-own-text': own,
  '--awesome-chat-danger': {
    attributes: () => ({ maxlength: '10' }),
    play: async ({ chat }) => type(chat, 'This is longer than it may be.'),
  },
  'slot="launcher"': launcher,
  'slot="empty"': { attributes: room => ({ room: `${room}-empty` }) },
  ':state(idle)': { play: async ({ chat }) => chat.disconnect() },
  ':state(connecting)': withNetwork('stalled', chat => (chat.room += '-next')),
  ':state(reconnecting)': withNetwork('cut'),
  ':state(offline)': withNetwork('down'),
  ':state(refused)': refused,
};

export const sceneOf = (title: string): Scene => SCENES[title] ?? TALK;

function withNetwork(network: Network, act: (chat: AwesomeChat) => void = () => {}): Scene {
  const note =
    network === 'down'
      ? 'The network of this page is down, until you press again.'
      : 'Nothing is answered on this page, until you press again. After some seconds it is given up.';
  return {
    breaksNetwork: true,
    note,
    async play({ chat }) {
      setNetwork(network);
      act(chat);
    },
  };
}

/** Points at a message of somebody else's. @returns the button that appears there */
async function point({ chat, part }: Cast): Promise<HTMLElement> {
  await part('author');
  const rows = [...chat.shadowRoot!.querySelectorAll('.message:not(.own)')];
  rows.at(-1)!.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }));
  return part('actions');
}

/** Opens the field for the visitor's name. */
async function openNaming({ chat }: Cast): Promise<HTMLInputElement> {
  const root = chat.shadowRoot!;
  await until(() => root.querySelector('.name:enabled'));
  root.querySelector<HTMLElement>('.name')!.click();
  return root.querySelector('.naming input')!;
}

/** Types a text. @returns takes it away: the room would remember it */
function type(chat: AwesomeChat, text: string): () => void {
  const field = chat.shadowRoot!.querySelector('textarea')!;
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  return () => void type(chat, '');
}

const frame = () => new Promise(requestAnimationFrame);
