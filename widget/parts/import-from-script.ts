import { partOf } from '../version.js';
import type { PartModule, PartName } from './part.js';

/** Loads a part from the relay, which has those of this very script. Stands for `import-part` in the script. */
export const importPart = (name: PartName, relay: string): Promise<PartModule> =>
  // Other than `fetch`, `import` would take it as relative to the script.
  import(new URL(partOf(relay, `${name}.js`), document.baseURI).href) as Promise<PartModule>;
