import type { TestRunnerPlugin } from '@web/test-runner';
import { createRelay, type MessageRule } from '../../server/relay.js';

/** One text that is refused, so that it can be seen what becomes of it. */
const refuseOne: MessageRule = async (ctx, next) => {
  if (ctx.text === '🚫') ctx.refuse('not-allowed');
  await next();
};

/** Starts a relay for the widget's tests; a test asks for its address at `/__relay`. */
export function relayPlugin(): TestRunnerPlugin {
  const relay = createRelay({ database: 'sqlite::memory:', rate: 'off', demo: false, use: [refuseOne] });
  let url: string;
  return {
    name: 'relay',
    async serverStart() {
      ({ url } = await relay.listen({ port: 0, host: '127.0.0.1' }));
    },
    serverStop() {
      return relay.close();
    },
    serve({ path }) {
      return path === '/__relay' ? { body: url, type: 'text/plain' } : undefined;
    },
  };
}
