import { statSync } from 'node:fs';
import { partNames } from './parts.mjs';
import { coldStartMs, idleMegabytes, relayLines } from './size/relay-figures.js';
import { bytesOfVisit, bytesUntilFirstMessage } from './size/wire.js';

/** `npm run size`. Above a limit is a failure; a target is only shown, because times drift with the machine. */

const script = 'dist/awesome-chat.js';
let isOver = false;

const bytesOf = (file: string) => statSync(file).size.toLocaleString('en');
console.log(
  `script                       ${bytesOf(`${script}.br`)} B brotli, ${bytesOf(`${script}.gz`)} B gzip, ${bytesOf(script)} B`,
);
for (const part of partNames)
  console.log(
    `${`  ${part}, when wanted`.padEnd(28)} ${bytesOf(`dist/awesome-chat.${part}.js.br`)} B brotli`,
  );
limited('wire until first message', await bytesUntilFirstMessage(), 26_000, 'B');
limited('wire, a visit of two minutes', await bytesOfVisit(), 45_000, 'B');
aimed('relay', relayLines(), 1_500, 'lines');
aimed('relay, cold start', await coldStartMs(), 300, 'ms');
aimed('relay, idle memory', await idleMegabytes(), 70, 'MB');
process.exitCode = isOver ? 1 : 0;

function limited(name: string, value: number, limit: number, unit: string): void {
  isOver ||= value > limit;
  print(name, value, unit, `${value > limit ? 'ABOVE ' : ''}limit ${limit.toLocaleString('en')}`);
}

function aimed(name: string, value: number, target: number, unit: string): void {
  print(name, value, unit, `target ${target}`);
}

function print(name: string, value: number, unit: string, note: string): void {
  console.log(`${name.padEnd(28)} ${value.toLocaleString('en')} ${unit} (${note})`);
}
