import type { Namespace, Socket } from 'socket.io';
import type { Changes, MyMessage, Person, ServerMessage, UserMessage } from '../protocol/messages.js';
import { Refused, type Refusal } from '../protocol/refusals.js';
import { tutorialSchema } from '../protocol/schemas.js';
import { is } from 'valibot';
import type { PresenceChange } from './presence.js';
import type { Outlet } from './room.js';

// The dialect of the tutorial's client: one event, `message`, whose argument is a JSON string of `type` and
// `message`. That client appends what it receives to its page as markup, so everything in it is escaped here.

/** Where a client that names no room is. */
export const TUTORIAL_ROOM = 'lobby';

/** Names before "and 3 others". */
const NAMED_IN_A_NOTICE = 2;

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** What a refused line means, for a client that knows no words of refusal. */
const SENTENCES: Partial<Record<Refusal, string>> = {
  empty: 'Not sent: there is nothing in it.',
  'too-long': 'Not sent: it is too long.',
  'read-only': 'Not sent: nobody may write here now.',
  'not-allowed': 'Not sent: that is not wanted here.',
  muted: 'Not sent: you may not write here for now.',
  banned: 'You are banned from this chat.',
  'slow-mode': 'Not sent: one message at a time. Wait a moment and send it again.',
  'too-fast': 'Not sent: that was too fast. Wait a moment and send it again.',
};

const channelOf = (room: string) => `tutorial:${room}`;
const channelOfPerson = (id: string) => `tutorial-person:${id}`;

/** Brings a room's news to the tutorial clients in it. */
export class TutorialOutlet implements Outlet {
  readonly #namespace: Namespace;

  constructor(namespace: Namespace) {
    this.#namespace = namespace;
  }

  deliver({ room, messages }: Changes): void {
    if (!this.#hasClients(room)) return;
    // What has changed cannot be told: such a client has only ever more lines.
    for (const message of messages) if (message.rev === message.seq) this.#deliverMessage(room, message);
  }

  tell(room: string, { joined = [], changed = [], left = [] }: PresenceChange): void {
    const sockets = this.#namespace.adapter.rooms.get(channelOf(room)) ?? [];
    for (const id of sockets) {
      const socket = this.#namespace.sockets.get(id);
      const isOther = (person: Person) => !socket?.rooms.has(channelOfPerson(person.id));
      const notices = noticesOf({ joined: joined.filter(isOther), changed, left });
      for (const text of notices) socket?.emit('message', line(text));
    }
  }

  #deliverMessage(room: string, message: UserMessage): void {
    const { id } = message.from;
    const others = this.#namespace.to(channelOf(room)).except(channelOfPerson(id));
    others.emit('message', entry(message));
    if (this.#hasClients(room, id)) {
      this.#namespace.to(channelOfPerson(id)).emit('message', entry({ ...message, type: 'myMessage' }));
    }
  }

  #hasClients(room: string, personId?: string): boolean {
    const channel = personId === undefined ? channelOf(room) : channelOfPerson(personId);
    return this.#namespace.adapter.rooms.has(channel);
  }
}

/** Puts a tutorial client into its room and welcomes it. */
export function greet(socket: Socket, person: Person, welcome: string): void {
  void socket.join([channelOf(TUTORIAL_ROOM), channelOfPerson(person.id)]);
  socket.emit('message', line(welcome));
}

/** The text a tutorial client sends. @throws Refused `bad-request` when it is not in the tutorial's form. */
export function readTutorialText(json: unknown): string {
  const sent: unknown = typeof json === 'string' ? parse(json) : undefined;
  if (!is(tutorialSchema, sent)) throw new Refused('bad-request');
  return sent.message;
}

/** Tells a tutorial client why its line went nowhere, where it is the person who can mend it. */
export function explain(socket: Socket, refusal: Refusal): void {
  const sentence = SENTENCES[refusal];
  if (sentence) socket.emit('message', line(sentence));
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined; // not JSON: the schema refuses it
  }
}

function escapeMarkup(text: string): string {
  return text.replace(/[&<>"']/g, character => ESCAPES[character]!);
}

function line(text: string): string {
  return JSON.stringify({ type: 'serverMessage', message: escapeMarkup(text) } satisfies ServerMessage);
}

function entry({ type, message, id, seq, rev, at, from }: UserMessage | MyMessage): string {
  const person = { id: from.id, name: escapeMarkup(from.name) };
  return JSON.stringify({ type, message: escapeMarkup(message), id, seq, rev, at, from: person });
}

function noticesOf({ joined, changed, left }: Required<Pick<PresenceChange, 'joined' | 'changed' | 'left'>>) {
  const renamed = changed.filter(({ person, was }) => was.name !== person.name);
  const notices = renamed.map(({ person, was }) => `${was.name} is now ${person.name}`);
  if (joined.length > 0) notices.push(`${listNames(joined)} joined`);
  if (left.length > 0) notices.push(`${listNames(left)} left`);
  return notices;
}

/** "Ada", "Ada and Bob", "Ada, Bob and Cy", "Ada, Bob and 3 others". */
function listNames(people: Person[]): string {
  const names = people.map(person => person.name);
  const others = names.length - NAMED_IN_A_NOTICE;
  const shown = others > 1 ? [...names.slice(0, NAMED_IN_A_NOTICE), `${others} others`] : names;
  if (shown.length === 1) return shown[0]!;
  return `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
