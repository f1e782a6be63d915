import type { HTMLAttributes, Ref } from 'react';
import type { AwesomeChat } from '../awesome-chat.js';
import type { ChatHandlers, ChatOptions } from './options.js';

/** What `<awesome-chat>` takes in JSX, from React 19 on. */
export interface AwesomeChatProps
  extends Omit<HTMLAttributes<AwesomeChat>, keyof ChatOptions>, ChatOptions, ChatHandlers<'onawesome-chat-'> {
  key?: string | number | null;
  ref?: Ref<AwesomeChat>;
}

declare module 'react' {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- this is how React has its elements extended
  namespace JSX {
    interface IntrinsicElements {
      'awesome-chat': AwesomeChatProps;
    }
  }
}
