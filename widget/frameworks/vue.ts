import type { DefineComponent } from 'vue';
import type { ChatHandlers, ChatOptions } from './options.js';

/** What `<awesome-chat>` takes in a template of Vue 3. */
export type AwesomeChatProps = ChatOptions & ChatHandlers<'onAwesome-chat-'>;

declare module 'vue' {
  interface GlobalComponents {
    'awesome-chat': DefineComponent<AwesomeChatProps>;
  }
}
