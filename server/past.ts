import type { UserMessage } from '../protocol/messages.js';

interface SomePage {
  messages: UserMessage[];
  complete: boolean;
}

/**
 * A page without what is too old to be shown. A tombstone has nothing to hide, and its message may be known.
 *
 * @param historyMs how old a message may be; undefined: any age
 * @param isBackwards whether what comes before the page is older still
 */
export function withoutPast<P extends SomePage>(
  page: P,
  historyMs: number | undefined,
  isBackwards: boolean,
): P {
  if (historyMs === undefined) return page;
  const oldest = Date.now() - historyMs;
  const messages = page.messages.filter(message => message.at >= oldest || 'removed' in message);
  const isCut = messages.length < page.messages.length;
  return { ...page, messages, complete: page.complete || (isCut && isBackwards) };
}
