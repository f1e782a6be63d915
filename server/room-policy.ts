import * as v from 'valibot';
import { MAX_ROOM_LENGTH } from '../protocol/limits.js';
import { durationMs } from './duration.js';
import { fieldsOf } from './fields.js';
import { readRetention, RETENTION_EXPECTED } from './option-readers.js';
import { show } from './show.js';
import { linksSchema, wordsSchema } from './words/schema.js';

/** For whom something is: `invited` are those whose token names the room. Moderators are never left out. */
export const AUDIENCES = ['everyone', 'members', 'invited', 'moderators'] as const;
export type Audience = (typeof AUDIENCES)[number];

const MAX_ROOMS = 1000;
const MAX_TEXT_LENGTH = 1000;
const MAX_SLOW_MS = 3_600_000;

const NAME = `a name of 1 to ${MAX_ROOM_LENGTH} letters, digits and - _ . /, with * for any part`;
const TEXT = `a text of 1 to ${MAX_TEXT_LENGTH} characters`;

const nameSchema = v.pipe(
  v.string(NAME),
  v.maxLength(MAX_ROOM_LENGTH, NAME),
  v.normalize('NFC'),
  v.regex(/^[\p{L}\p{M}\p{N}\-_./*]+$/u, NAME),
);
const textSchema = v.pipe(
  v.string(TEXT),
  v.check(text => text.trim() !== '' && text.length <= MAX_TEXT_LENGTH, TEXT),
);
const audienceSchema = v.optional(v.picklist(AUDIENCES, AUDIENCES.join(', ')), 'everyone');
const durationSchema = (maxMs: number, expects: string) =>
  v.pipe(
    v.union([v.string(), v.number()], expects),
    v.check(value => msOf(value) >= 0 && msOf(value) <= maxMs, expects),
    v.transform(msOf),
  );
const msOf = (value: string | number) => durationMs(String(value));

const retentionSchema = v.pipe(
  v.union([v.string(), v.number()], RETENTION_EXPECTED),
  v.check(value => readRetention(value) !== undefined, RETENTION_EXPECTED),
  v.transform(value => readRetention(value)!.value),
);

/** One room, or all that fit a pattern. */
const policySchema = fieldsOf(
  {
    /** Its name; `*` stands for any part of one. */
    name: nameSchema,
    title: v.exactOptional(textSchema),
    /** What a newcomer is told, instead of the relay's own welcome. */
    welcome: v.exactOptional(textSchema),
    read: audienceSchema,
    write: audienceSchema,
    /** How old a message may be and still be shown to who comes. Without it: any age. */
    history: v.exactOptional(durationSchema(Infinity, 'a time such as 1h, or 0')),
    /** What is kept of it, as the relay's own `retention` and instead of it. */
    retention: v.exactOptional(retentionSchema),
    /** How long a person waits between two messages. */
    slow: v.exactOptional(durationSchema(MAX_SLOW_MS, 'a time up to 1h, such as 30s')),
    words: v.exactOptional(wordsSchema),
    links: v.exactOptional(linksSchema),
  },
  `${NAME}, nor an object with one`,
  { name: NAME },
);

const roomsSchema = v.pipe(
  v.array(
    v.union([
      v.pipe(
        nameSchema,
        v.transform(name => v.parse(policySchema, { name })),
      ),
      policySchema,
    ]),
  ),
  v.minLength(1),
  v.maxLength(MAX_ROOMS),
);

/** As it stands in the configuration: a name, or a room with all that is said of it. */
export type RoomOptions = v.InferInput<typeof policySchema>;
export type RoomPolicy = v.InferOutput<typeof policySchema>;

/** Rooms as text, `lobby, team/*`, or as a list. */
export function readRooms(value: unknown): { value: readonly RoomPolicy[] } | undefined {
  const parsed = v.safeParse(roomsSchema, listOf(value));
  return parsed.success ? { value: parsed.output } : undefined;
}

/** What is wrong with a list of rooms, each with its place: `[2].read: "all" is not …`. */
export function explainRooms(value: unknown): string[] {
  const list = listOf(value);
  if (!Array.isArray(list)) return [];
  return list.flatMap((room, index) => {
    const { issues = [] } = v.safeParse(typeof room === 'string' ? nameSchema : policySchema, room);
    return issues.map(issue => `[${index}]${placeOf(issue)}: ${faultOf(issue)}`);
  });
}

function faultOf({ input, message }: v.BaseIssue<unknown>): string {
  return input === undefined ? `it is missing; it has to be ${message}` : `${show(input)} is not ${message}`;
}

function placeOf({ path }: v.BaseIssue<unknown>): string {
  return (path ?? []).map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
}

function listOf(value: unknown): unknown {
  return typeof value === 'string' ? value.split(/[\s,]+/).filter(Boolean) : value;
}
