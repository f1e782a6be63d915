import type { TestContext } from 'node:test';
import { SqliteStore } from '../../server/store/sqlite.js';

/** A store that is open. It is closed when the test is over. */
export async function openStore(t: Pick<TestContext, 'after'>, file = ':memory:'): Promise<SqliteStore> {
  const store = new SqliteStore(file);
  await store.start();
  t.after(() => store.close());
  return store;
}
