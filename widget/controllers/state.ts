import type { Status } from '../status.js';

/** Makes the status a state that style sheets can ask for: `awesome-chat:state(online)`. */
export function exposeState({ states }: ElementInternals, status: Status): void {
  // Firefox has no custom states before 126.
  const known = states as Set<string> | undefined;
  known?.clear();
  try {
    known?.add(status);
  } catch {
    // Until Chrome 125 a state had to look like a custom property.
    known?.add(`--${status}`);
  }
}
