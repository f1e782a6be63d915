import type { AwesomeChat } from '../awesome-chat.js';
import type { ChatEvents } from '../events.js';

/** The element's properties that a page sets, all of them optional. */
export type ChatOptions = Partial<
  Pick<
    AwesomeChat,
    | 'relay'
    | 'space'
    | 'token'
    | 'tokenProvider'
    | 'room'
    | 'rooms'
    | 'roomFrom'
    | 'layout'
    | 'open'
    | 'placement'
    | 'loading'
    | 'clickToLoad'
    | 'sound'
    | 'notifications'
    | 'pictures'
    | 'nickname'
    | 'heading'
    | 'placeholder'
    | 'theme'
    | 'lang'
    | 'dir'
    | 'readOnly'
    | 'maxLength'
    | 'historySize'
    | 'hideNotices'
    | 'hidePeople'
    | 'translation'
  >
>;

/** Handlers of the element's events, under the names that begin with `Prefix`. */
export type ChatHandlers<Prefix extends string> = {
  [E in keyof ChatEvents as `${Prefix}${E}`]?: (event: CustomEvent<ChatEvents[E]>) => void;
};
