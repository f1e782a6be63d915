import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const [BEGIN, END] = ['<!-- run:start -->', '<!-- run:end -->'];

/** Writes a report to a file; where the file has a place for it between two marks, only there. */
export function embed(file: string, report: string): void {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  const hasPlace = begin !== -1 && end > begin;
  const whole = `${text.slice(0, begin + BEGIN.length)}\n\n${report}\n${text.slice(end)}`;
  writeFileSync(file, hasPlace ? whole : report);
}
