import { DEFAULT_PAGE_MESSAGES, MAX_PAGE_BYTES, MAX_PAGE_MESSAGES } from '../../protocol/limits.js';
import type { UserMessage } from '../../protocol/messages.js';

/** What a message adds to its text and its writer's name as JSON: ids, numbers and words. */
const ENVELOPE_BYTES = 600;
/** UTF-8 takes at most three bytes for a UTF-16 unit. */
const BYTES_PER_UNIT = 3;

/** How many messages a page may have, of what was asked for. */
export function pageLimit(asked = DEFAULT_PAGE_MESSAGES): number {
  return Math.min(asked, MAX_PAGE_MESSAGES);
}

/** The first messages of a list that fit into a page; always at least one, so that paging gets on. */
export function cutPage(list: UserMessage[], limit: number): { messages: UserMessage[]; complete: boolean } {
  let bytesLeft = MAX_PAGE_BYTES;
  let count = 0;
  const most = Math.min(limit, list.length);
  while (count < most) {
    bytesLeft -= bytesOf(list[count]!);
    if (bytesLeft < 0 && count > 0) break;
    count++;
  }
  return { messages: list.slice(0, count), complete: count === list.length };
}

/** Most bytes that a message takes as JSON. */
function bytesOf({ message, from }: UserMessage): number {
  return (message.length + from.name.length) * BYTES_PER_UNIT + ENVELOPE_BYTES;
}
