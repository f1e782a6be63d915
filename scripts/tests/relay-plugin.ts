import type { TestRunnerPlugin } from '@web/test-runner';
import { createRelay, type MessageRule } from '../../server/relay.js';
import { SECRET, tokenOf } from '../../test/support/jwt.js';

/** One text that is refused, so that it can be seen what becomes of it. */
const refuseOne: MessageRule = async (ctx, next) => {
  if (ctx.text === '🚫') ctx.refuse('not-allowed');
  await next();
};

/** One that is refused the first time: `⏳ 3` is to wait three seconds. */
const haveItWait: MessageRule = async (ctx, next) => {
  const [, seconds] = /^⏳ (\d+)$/.exec(ctx.text) ?? [];
  if (seconds && !waited.has(ctx.id)) {
    waited.add(ctx.id);
    ctx.refuse('slow-mode', Number(seconds) * 1000);
  }
  await next();
};
const waited = new Set<string>();

const PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200" />';

/**
 * Starts a relay for the widget's tests; a test asks for its address at `/__relay`, and for a token with the claims of a
 * query at `/__token`. A picture is at `/__picture`.
 */
export function relayPlugin(): TestRunnerPlugin {
  const relay = createRelay({
    database: 'sqlite::memory:',
    rate: 'off',
    demo: false,
    tokenSecret: SECRET,
    use: [refuseOne, haveItWait],
  });
  let url: string;
  return {
    name: 'relay',
    async serverStart() {
      ({ url } = await relay.listen({ port: 0, host: '127.0.0.1' }));
    },
    serverStop() {
      return relay.close();
    },
    serve({ path, query }) {
      if (path === '/__relay') return { body: url, type: 'text/plain' };
      if (path === '/__token') return { body: tokenOf({ ...query }), type: 'text/plain' };
      if (path === '/__picture') return { body: PICTURE, type: 'image/svg+xml' };
      return undefined;
    },
  };
}
