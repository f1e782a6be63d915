import { inspect } from 'node:util';

/** A value as it stands in a message about what is wrong with it. A long one only begins there. */
export function show(value: unknown): string {
  return typeof value === 'string'
    ? JSON.stringify(value)
    : inspect(value, { breakLength: Infinity, compact: true, maxArrayLength: 10 });
}
