import type { Refusal } from '../../protocol/refusals.js';
import type { Color } from '../../protocol/colors.js';
import type { CommandName } from '../parts/commands.js';
import type { Status } from '../status.js';

/** Words of what is loaded later. */
export interface PartTranslation {
  /** On the button that closes a panel. */
  close: string;
  /** Why nothing is shown where the visitor has to ask for it, and the button for it. */
  loads: string;
  load: string;
  /** What the field for another name is called. */
  yourName: string;
  /** On what turns tones on and off, and notifications of the system. */
  sound: string;
  notifications: string;
  /** What the bar of rooms is called. */
  rooms: string;
  /** Who else is writing: `{0}` is one name, or two in words. */
  isWriting: string;
  areWriting: string;
  manyWriting: string;
  /** What the menu at a message is called. */
  actions: string;
}

/** Words for what can be done about messages and people. */
export interface DeedTranslation {
  /** What is in the menu at a message; `{0}` is who wrote it. */
  ignore: string;
  removeOne: string;
  removeAll: string;
  muteFor: string;
  banHour: string;
  banDay: string;
  /** What has come of it. */
  done: string;
  ignoredNow: string;
  /** In the list of people: at one who is ignored, and on the button that ends it. */
  ignored: string;
  unignore: string;
  /** What is wrong with a command. */
  unknownCommand: string;
  unknownPerson: string;
  severalPeople: string;
  /** Where the visitor would do something to themselves. */
  yourself: string;
  usage: string;
  timeRange: string;
  /** In a command, where somebody's name goes. */
  nameHere: string;
  /** What the list of commands is called, and what each does. */
  commandsLabel: string;
  commands: Record<CommandName, string>;
}

/** Words for what can be done about one's own name. */
export interface NamingTranslation {
  /** On the button for a name that could be, instead of one that cannot: `{0}`. */
  useInstead: string;
  /** What the choice of a colour for one's name is called, and what each is. */
  ownColor: string;
  colors: Record<Color | 'none', string>;
  /** On the button that has this device forget a guest; what comes of it; and on the button that does nothing. */
  forgetMe: string;
  forgetting: string;
  stay: string;
}

/** Words for waiting until one may send again. */
export interface PatienceTranslation {
  /** `{0}` is a duration: it stands as it does in a list, in no case that depends on the sentence. */
  sendAgainIn: string;
}

/** Words of what few visitors ever want: a file of their own in each language, `…-deeds.json`. */
export type WantedTranslation = DeedTranslation & NamingTranslation & PatienceTranslation;

/** All words of the widget in one language, ready to be said. */
export interface Translation extends Partial<PartTranslation & WantedTranslation> {
  /** The language's tag, such as `de`: times, dates, numbers and plurals follow it. */
  lang: string;
  /** In which direction it is written: `ltr` or `rtl`. */
  dir: string;
  heading: string;
  placeholder: string;
  send: string;
  /** What the list of messages is called. */
  messages: string;
  /** Why there is nothing to see yet. */
  empty: string;
  status: Record<Status, string>;
  /** Why the chat says no. In English most come a moment later. */
  refusals: Partial<Record<Refusal, string>>;
  people: (count: number) => string;
  /** `names` is a list in words, `count` how many people they are. */
  joined: (names: string, count: number) => string;
  left: (names: string, count: number) => string;
  renamed: (was: string, name: string) => string;
  /** Stands in a list of names for those that are not named. */
  others: (count: number) => string;
  newMessages: string;
  /** Told instead of the messages when they are many. */
  manyNew: (count: number) => string;
  /** Where messages are missing for good. */
  gap: string;
  older: string;
  /** Stands above the very first message, once one has come up to it. */
  beginning: string;
  newer: string;
  /** Leads down to the newest message. */
  latest: string;
  /** Stands where a message was that a moderator has taken away. */
  removed: string;
  /** Where loading earlier or later messages has failed. */
  notLoaded: string;
  /** Behind the name of whom the site vouches for, and of who keeps order. */
  verified: string;
  moderator: string;
  sending: string;
  notSent: string;
  tryAgain: string;
  discard: string;
  /** Stands before the visitor's name. */
  chattingAs: string;
  /** Stands for the visitor as an author. */
  you: string;
  /** How many characters may still be typed. */
  remaining: (count: number) => string;
  /** How many characters have to go. */
  tooMany: (count: number) => string;
  /** What to do where no relay is named. */
  noRelay: string;
  /** What may be wrong where the relay was never reached. */
  unreachable: (relay: string) => string;
  /** What to do where a page on https names a relay on http. */
  insecure: string;
}

/** Words that in English come a moment after the others. */
export type LaterWords =
  | 'newMessages'
  | 'gap'
  | 'older'
  | 'beginning'
  | 'newer'
  | 'latest'
  | 'removed'
  | 'verified'
  | 'moderator'
  | 'notLoaded';

/** A text for each of the language's plural categories. The last value, a number, picks one. */
export type Plurals = { [Category in Intl.LDMLPluralRule]?: string } & { other: string };

/** A sentence as it is written down. `{0}` is where the first value goes, `{1}` the second. */
export type Phrase = string | Plurals;

type Written<Word> = Word extends (...values: never[]) => string ? Phrase | Word : Word;

/** A translation as a file holds it. A page may also give functions. */
export type Phrases = { [Word in keyof Translation]: Written<Translation[Word]> };

/** Some words of a translation, to stand instead of others. */
export type SomePhrases = Partial<Omit<Phrases, 'status' | 'refusals'>> & {
  status?: Partial<Phrases['status']>;
  refusals?: Partial<Phrases['refusals']>;
};

/** A translation with some of its words replaced. */
export function reworded(phrases: Phrases, some: SomePhrases = {}): Phrases {
  const { status, refusals } = phrases;
  return {
    ...phrases,
    ...some,
    status: { ...status, ...some.status },
    refusals: { ...refusals, ...some.refusals },
  };
}
