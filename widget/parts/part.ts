import type { Refusal } from '../../protocol/refusals.js';
import type { ClientToRelay } from '../../protocol/events.js';
import type { AwesomeChat } from '../awesome-chat.js';
import type { ChatEvents } from '../events.js';
import type { SomePhrases, Translation } from '../i18n/translation.js';

/**
 * What only some chats need, or only later: a file of its own, loaded when it is wanted. It sees no more of the
 * element than a page does, and its shadow root.
 */
export interface Part {
  /** The element has been updated. */
  update(): void;
  /** It is wanted no more, or the element is gone: leaves all as it was. */
  remove(): void;
}

/** What a part is told that no page can ask for. */
export interface Inside {
  readonly words: Translation;
  /** How times and numbers are written. */
  readonly tags: string[];
  /** How many people are here. */
  readonly count: number;
  /** Why there is no way in. */
  readonly refusal: Refusal | undefined;
  /** A name that could be, instead of the one that was wished last. */
  readonly suggestion: string | undefined;
  /** When sending goes on, where the relay asks for patience: ms since 1970. */
  readonly resumesAt: number | undefined;
  /** Goes by another name, from now on. */
  rename(name: string): void;
  /** People the visitor does not want to hear of: their names, by id. */
  readonly ignored: Map<string, string>;
  /** Asks the relay something. @throws Refused */
  ask(event: keyof ClientToRelay, request: object): Promise<unknown>;
  /** Hears messages of another room on the same connection. @returns ends it */
  watch(room: string, hear: (detail: ChatEvents['message']) => void): () => void;
  /** What a room is called that is shown or watched, instead of its name. */
  titleOf(room: string): string | undefined;
  /** Loads another part, now. */
  want(name: PartName): void;
  /** Tells all chats more of the English words. */
  learn(some: SomePhrases): void;
}

/** All words, with a part's own English ones where there are no others. */
export function wordsOf<English extends object>(
  inside: () => Inside,
  english: English,
): Translation & English {
  return { ...english, ...inside().words };
}

/** Puts values in their places in a phrase of the parts. */
export function fill(phrase: string, ...values: string[]): string {
  return phrase.replace(/{(\d)}/g, (_, index: string) => values[Number(index)] ?? '');
}

/** Why the relay said no, in a sentence. */
export function reasonOf(error: unknown, { refusals }: Translation): string {
  return refusals[(error as { refusal: Refusal }).refusal] ?? refusals.unavailable!;
}

export interface PartModule {
  createPart: (chat: AwesomeChat, inside: () => Inside) => Part;
}

export type PartName =
  | 'launcher'
  | 'page-room'
  | 'session'
  | 'rooms'
  | 'deeds'
  | 'naming'
  | 'patience'
  | 'pictures'
  | 'colors'
  | 'waiting'
  | 'keyboard'
  | 'modal'
  | 'extras';
