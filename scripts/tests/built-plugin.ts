import type { TestRunnerPlugin } from '@web/test-runner';

/** The element as the script brings it, which has been shortened, in the place of its sources. */
const BUILT = `
  import '/dist/awesome-chat.js';
  export const AwesomeChat = customElements.get('awesome-chat');
`;

/** Has the component tests run against the built script: parts and words come from the relay, as on any page. */
export function builtPlugin(): TestRunnerPlugin {
  return {
    name: 'built',
    serve: ({ path }) => (path === '/widget/define.ts' ? { body: BUILT, type: 'js' } : undefined),
  };
}
