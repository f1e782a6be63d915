/** Longest message, in UTF-16 units (`text.length`). */
export const MAX_TEXT_LENGTH = 4000;

/** Largest frame the relay takes, in bytes. A message of 4,000 units is at most 24 kB as JSON. */
export const MAX_FRAME_BYTES = 64 * 1024;

/** Longest name, in graphemes: what a reader counts as characters. */
export const MAX_NAME_GRAPHEMES = 40;

/** Longest name the relay looks at, in UTF-16 units: 40 graphemes of the longest emoji sequences, and some. */
export const MAX_NAME_LENGTH = 1000;

/** Longest room name, in characters. */
export const MAX_ROOM_LENGTH = 128;

/** Most messages in a page. */
export const MAX_PAGE_MESSAGES = 200;

/** Messages in a page when the client names no limit. */
export const DEFAULT_PAGE_MESSAGES = 50;

/**
 * Largest page, in bytes of its messages as JSON. Four of them fit into what a slow reader may leave unread,
 * so that catching up never looks like being slow.
 */
export const MAX_PAGE_BYTES = 256 * 1024;

/** A client further behind than this many revisions starts afresh at the newest page. */
export const MAX_CATCH_UP_REVISIONS = 10_000;

/** Live packets a replica holds back while it asks for what is missing, in messages. Beyond: drop and page. */
export const MAX_HELD_BACK_MESSAGES = 500;

/** Rooms one connection may be in at a time. */
export const MAX_ROOMS_PER_CONNECTION = 20;

/** People of a room told by name. Past this only their count is told. */
export const MAX_PEOPLE_LISTED = 50;
