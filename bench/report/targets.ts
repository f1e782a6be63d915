import { connectRow } from '../measurements/connects.js';
import { fanOutRow } from '../measurements/fan-out.js';
import { idleRow } from '../measurements/idle.js';
import { connectionRow } from '../measurements/memory.js';
import { lowLoadRow, openLoopRow } from '../measurements/open-loop.js';
import { lastPageRow } from '../measurements/store.js';
import { appendRow, heapRow } from '../measurements/widget/append.js';
import { burstRow } from '../measurements/widget/burst.js';
import { slowRow } from '../measurements/widget/slow-machine.js';
import { wireRow } from '../measurements/widget/wire.js';
import type { Sheet, Subject } from '../sheet.js';
import { formatNumber } from './figure.js';
import { markdownTable } from './markdown.js';

interface Target {
  about: string;
  /** At most, or at least, so much; none is only shown. */
  atMost?: number;
  atLeast?: number;
  /** What stands after a figure. */
  unit: string;
  /** NaN for what was not measured. */
  measured: (look: Look) => number[];
}

/** Looks up medians of a run. */
interface Look {
  figure: (row: { name: string }, subject: Subject) => number;
  ratio: (row: { name: string }, of: Subject, to: Subject) => number;
}

const SIZES = [100, 1000, 5000];

const TARGETS: Target[] = [
  {
    about: 'CPU per delivery, 1 in flight, in memory; 100, 1,000, 5,000 readers',
    atMost: 0.7,
    unit: '× tutorial',
    measured: ({ ratio }) => SIZES.map(size => ratio(fanOutRow(size, 1), 'memory', 'tutorial')),
  },
  {
    about: 'the same',
    atMost: 0.95,
    unit: '× ws loop',
    measured: ({ ratio }) => SIZES.map(size => ratio(fanOutRow(size, 1), 'memory', 'ws')),
  },
  {
    about: 'CPU per delivery, 32 in flight, 1,000 readers, in memory',
    atMost: 0.03,
    unit: '× tutorial',
    measured: ({ ratio }) => [ratio(fanOutRow(1000, 32), 'memory', 'tutorial')],
  },
  {
    about: '500 messages/s to 1,000 readers, delivered in time; durable, in memory',
    atLeast: 99.9,
    unit: '%',
    measured: ({ figure }) => ours.map(subject => figure(openLoopRow(500, 'delivered'), subject)),
  },
  {
    about: 'the same, cores',
    atMost: 0.5,
    unit: '',
    measured: ({ figure }) => ours.map(subject => figure(openLoopRow(500, 'cores'), subject)),
  },
  {
    about: 'p50 of 100 messages/s to 10 readers, in memory',
    atMost: 1.05,
    unit: '× tutorial',
    measured: ({ ratio }) => [ratio(lowLoadRow('p50'), 'memory', 'tutorial')],
  },
  {
    about: 'p99 of 20 messages/s to 1,000 readers, in memory',
    atMost: 0.75,
    unit: '× tutorial',
    measured: ({ ratio }) => [ratio(openLoopRow(20, 'p99'), 'memory', 'tutorial')],
  },
  {
    about: 'p50 of both, how much longer durable takes: the time of a commit',
    unit: 'ms',
    measured: ({ figure }) =>
      [lowLoadRow('p50'), openLoopRow(20, 'p50')].map(row => figure(row, 'durable') - figure(row, 'memory')),
  },
  {
    about: 'an idle connection, resident memory',
    atMost: 0.9,
    unit: '× tutorial',
    measured: ({ ratio }) => [ratio(connectionRow('resident'), 'durable', 'tutorial')],
  },
  {
    about: 'an idle connection, heap',
    atMost: 0.77,
    unit: '× tutorial',
    measured: ({ ratio }) => [ratio(connectionRow('heap'), 'durable', 'tutorial')],
  },
  {
    about: '2,000 reconnects with joins and history: at once, 400 at a time',
    atMost: 0.8,
    unit: '× tutorial, which does neither',
    measured: ({ ratio }) =>
      (['at once', '400 at a time'] as const).map(figure =>
        ratio(connectRow('reconnects', figure), 'durable', 'tutorial'),
      ),
  },
  {
    about: 'the same, failures',
    atMost: 0,
    unit: '',
    measured: ({ figure }) => [figure(connectRow('reconnects', 'failures'), 'durable')],
  },
  {
    about: 'CPU at 100 messages/s to 1,000 readers, durable',
    atMost: 1.1,
    unit: '× in memory',
    measured: ({ ratio }) => [ratio(openLoopRow(100, 'cores'), 'durable', 'memory')],
  },
  {
    about: 'the newest page in a million messages, p99',
    atMost: 1,
    unit: 'ms',
    measured: ({ figure }) => [figure(lastPageRow('p99'), 'durable')],
  },
  {
    about: 'a relay: lines of its core',
    atMost: 1500,
    unit: '',
    measured: ({ figure }) => [figure(idleRow('lines'), 'durable')],
  },
  {
    about: 'a relay: cold start',
    atMost: 300,
    unit: 'ms',
    measured: ({ figure }) => [figure(idleRow('cold start'), 'durable')],
  },
  {
    about: 'a relay: idle memory',
    atMost: 70,
    unit: 'MB',
    measured: ({ figure }) => [figure(idleRow('memory'), 'durable')],
  },
  {
    about: 'on the wire until the first message is shown',
    atMost: 26,
    unit: 'kB',
    measured: ({ figure }) => [figure(wireRow, 'widget')],
  },
  {
    about: 'a message after 10,000 others',
    atMost: 0.07,
    unit: '× plain list',
    measured: ({ ratio }) => [ratio(appendRow(10_000), 'widget', 'list')],
  },
  {
    about: 'a message after 50,000 others',
    atMost: 3.5,
    unit: '× after 1,000',
    measured: ({ figure }) => [figure(appendRow(50_000), 'widget') / figure(appendRow(1000), 'widget')],
  },
  {
    about: '1,000 messages/s for 5 s, dropped frames',
    atMost: 0,
    unit: '',
    measured: ({ figure }) => [figure(burstRow('dropped frames'), 'widget')],
  },
  {
    about: 'four times slower: interaction to next paint, p98',
    atMost: 50,
    unit: 'ms',
    measured: ({ figure }) => [figure(slowRow('interaction p98'), 'widget')],
  },
  {
    about: 'heap after 50,000 messages',
    atMost: 40,
    unit: 'MB',
    measured: ({ figure }) => [figure(heapRow, 'widget')],
  },
  {
    about: 'layout shift',
    atMost: 0,
    unit: '',
    measured: ({ figure }) => [figure(slowRow('layout shift'), 'widget')],
  },
];

const ours = ['durable', 'memory'] as const;

/** What is aimed at, and how near a run came. A quick one, with fewer people, decides nothing. */
export function formatTargets(sheet: Sheet, isQuick: boolean): string {
  const figure: Look['figure'] = ({ name }, subject) => sheet.summary(name, subject).median;
  const look: Look = { figure, ratio: (row, of, to) => figure(row, of) / figure(row, to) };
  const rows = TARGETS.map(target => {
    const cells = lineOf(target, target.measured(look).filter(Number.isFinite));
    return isQuick ? [...cells.slice(0, -1), ''] : cells;
  });
  return markdownTable(['Targets', 'target', 'measured', ''], rows, 2);
}

function lineOf({ about, atMost, atLeast, unit }: Target, values: number[]): string[] {
  const limit = atMost ?? atLeast;
  const bound =
    limit === undefined ? unit : `${atMost === undefined ? '≥' : '≤'} ${limit.toLocaleString('en')} ${unit}`;
  const isWithin = (value: number) => value <= (atMost ?? Infinity) && value >= (atLeast ?? -Infinity);
  const verdict = limit === undefined ? '' : values.every(isWithin) ? 'reached' : 'missed';
  if (values.length === 0) return [about, bound.trim(), 'not measured', ''];
  return [about, bound.trim(), values.map(formatNumber).join(', '), verdict];
}
