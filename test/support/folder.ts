import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';

/** An empty folder of a test's own. It is gone when the test is over. */
export function folderOf(t: Pick<TestContext, 'after'>): string {
  const folder = mkdtempSync(join(tmpdir(), 'awesome-chat-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
