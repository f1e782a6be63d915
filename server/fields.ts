import * as v from 'valibot';

/**
 * An object with these fields and no others.
 *
 * @param expects what it is, in words that follow "is not"
 * @param missing what a field is that has to be there, by its name
 */
export function fieldsOf<const Fields extends v.ObjectEntries>(
  fields: Fields,
  expects: string,
  missing: Record<string, string> = {},
) {
  const known = `one of ${Object.keys(fields).join(', ')}`;
  const object = v.strictObject(fields, ({ input, expected }) =>
    input === undefined ? (missing[JSON.parse(expected) as string] ?? expects) : known,
  );
  // An array would be an object with fields of which none is known.
  return v.pipe(v.custom<v.InferInput<typeof object>>(isPlainObject, expects), object);
}

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
