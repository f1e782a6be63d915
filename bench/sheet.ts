import type { Contestant } from './relays/contestant.js';
import { summarize, type Summary } from './sample.js';

/** What a figure belongs to: a relay, or a log in a page. */
export type Subject = Contestant | 'widget' | 'list';

/** One figure, of each that it was measured for. */
export interface Row {
  name: string;
  unit: string;
  values: Partial<Record<Subject, number[]>>;
  notes: string[];
}

export interface Failure {
  measurement: string;
  sentence: string;
}

/** All figures of a run, and all that went wrong. A figure that is missing is a failure, never a blank. */
export class Sheet {
  readonly rows: Row[] = [];
  readonly failures: Failure[] = [];
  /** The browser that pages were measured in. */
  browser: string | undefined;

  /** The row of that name; a new one comes after all others. */
  row(name: string, unit: string): Row {
    const known = this.rows.find(row => row.name === name);
    if (known) return known;
    const row: Row = { name, unit, values: {}, notes: [] };
    this.rows.push(row);
    return row;
  }

  record({ name, unit }: Pick<Row, 'name' | 'unit'>, subject: Subject, value: number): void {
    if (!Number.isFinite(value)) return this.fail(name, `${subject}: no figure came of it`);
    (this.row(name, unit).values[subject] ??= []).push(value);
  }

  /** Says something about a figure, once. */
  note(name: string, sentence: string): void {
    const row = this.rows.find(row => row.name === name);
    if (row && !row.notes.includes(sentence)) row.notes.push(sentence);
  }

  fail(measurement: string, sentence: string): void {
    this.failures.push({ measurement, sentence });
  }

  /** NaN for what was not measured. */
  summary(name: string, subject: Subject): Summary {
    return summarize(this.rows.find(row => row.name === name)?.values[subject] ?? []);
  }
}
