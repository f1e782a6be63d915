import * as v from 'valibot';
import { COLORS } from './colors.js';
import { MAX_ROOM_LENGTH } from './limits.js';

// One schema per inbound shape. Each builds a new flat object of the named keys alone: nothing else that a
// client sends is ever kept, passed on or answered with.

/** Letters of any script, so that a room can be called as its people speak. One spelling (NFC) is one room. */
const room = v.pipe(
  v.string(),
  v.maxLength(MAX_ROOM_LENGTH),
  v.normalize('NFC'),
  v.regex(/^[\p{L}\p{M}\p{N}\-_./]{1,128}$/u),
);
const revision = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const limit = v.exactOptional(v.pipe(v.number(), v.safeInteger(), v.minValue(1)));
const epoch = v.pipe(v.string(), v.minLength(1), v.maxLength(64));

export const joinSchema = v.object({
  room,
  since: v.exactOptional(v.object({ epoch, rev: revision })),
  limit,
});

const messageId = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{16,64}$/));
export const messageSchema = v.object({
  type: v.literal('userMessage'),
  room,
  id: messageId,
  message: v.string(),
});

export const sinceSchema = v.object({ room, epoch, rev: revision, limit });

const place = v.exactOptional(revision);
export const historySchema = v.pipe(
  v.object({ room, before: place, after: place, around: place, limit }),
  v.check(({ before, after, around }) => [before, after, around].filter(at => at !== undefined).length <= 1),
);

export const leaveSchema = v.object({ room });

export const removeSchema = v.object({ room, id: messageId });

const person = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{22}$/));
const wholeMs = (min: number, max: number) =>
  v.pipe(v.number(), v.safeInteger(), v.minValue(min), v.maxValue(max));
const forMs = wholeMs(1000, 10 * 365 * 86_400_000);
export const moderateSchema = v.variant('action', [
  v.object({ action: v.literal('remove'), room, person }),
  v.object({ action: v.picklist(['mute', 'ban']), room, person, forMs }),
  v.object({ action: v.picklist(['unmute', 'unban']), room, person }),
  v.object({ action: v.literal('slow'), room, everyMs: wholeMs(0, 3_600_000) }),
  v.object({ action: v.picklist(['lock', 'unlock']), room }),
]);
export const typingSchema = v.object({ room });

export const renameSchema = v.object({ name: v.string() });

export const recolorSchema = v.object({ color: v.picklist([...COLORS, 'none']) });

export const renewSchema = v.object({ token: v.string() });

/** What a tutorial client sends, once its JSON string is parsed. */
export const tutorialSchema = v.object({ type: v.literal('userMessage'), message: v.string() });

const lenient = (schema: v.GenericSchema<string>) => v.fallback(v.optional(schema), undefined);

/** A name or a secret that cannot be used never refuses a connection. A token does: its reader looks at all of it. */
export const authSchema = v.object({
  v: v.literal(1),
  name: lenient(v.string()),
  resume: lenient(v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/))),
  token: v.optional(v.unknown()),
});
