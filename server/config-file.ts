import { readFileSync } from 'node:fs';
import { isPlainObject } from './fields.js';

/** What a configuration file says, and what is wrong with it as a file. */
export interface ConfigFile {
  values: Record<string, unknown>;
  errors: string[];
}

/** Reads a file of JSON: one object, by the names of `createRelay`'s options. */
export function readConfigFile(file: string): ConfigFile {
  const wrong = (sentence: string): ConfigFile => ({ values: {}, errors: [`${file}: ${sentence}`] });
  let text: string;
  try {
    text = readFileSync(file, 'utf8').replace(/^\ufeff/, '');
  } catch (error) {
    return wrong(
      `it cannot be read (${(error as NodeJS.ErrnoException).code}); is it there, and may this user read it?`,
    );
  }
  try {
    const values: unknown = JSON.parse(text);
    return isPlainObject(values) ? { values, errors: [] } : wrong('it has to be one object: { … }');
  } catch (error) {
    return wrong(`it is no JSON${placeIn(text, error as Error)}; no comments, no comma after the last`);
  }
}

/** The line, where it is known. What stands there may be a secret, so the error's own words are not shown. */
function placeIn(text: string, { message }: Error): string {
  const [, position] = /position (\d+)/.exec(message) ?? [];
  return position === undefined ? '' : `, in line ${text.slice(0, Number(position)).split('\n').length}`;
}
