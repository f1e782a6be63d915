import type { Settings } from './options.js';
import type { RetentionRule } from './store/store.js';

/**
 * What is kept of which rooms, the first that fits counts: what is said of a room, else of its space, else of the
 * relay. The last holds for spaces that are in the store and no longer in the configuration, too.
 */
export function retentionRulesOf({ retention, rooms, spaces }: Settings): RetentionRule[] {
  const rules = [...spaces, ['', { rooms, retention }] as const].flatMap(([space, own]) => {
    const ofSpace = own.retention ?? retention;
    const named = own.rooms.map(policy => ({ space, room: policy.name, ...(policy.retention ?? ofSpace) }));
    return [...named, { space, room: '*', ...ofSpace }];
  });
  return [...rules, { space: '*', room: '*', ...retention }];
}
