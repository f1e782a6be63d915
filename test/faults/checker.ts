import type { UserMessage } from '../../protocol/messages.js';
import type { Draft } from './workload.js';

type Row = Pick<UserMessage, 'id' | 'seq' | 'rev' | 'message'>;

/** What one reader was told, and sees now: texts, each of which names its writer and a number. */
export interface ReaderLog {
  name: string;
  told: readonly string[];
  shown: readonly string[];
  /** Whether it was there from the first message on; else its log may begin anywhere. */
  isWhole: boolean;
  /** Whether it shows only the newest of what it was told. */
  isWindow?: boolean;
  /** The revision at which it left, if it did. */
  leftAt?: number;
}

/** All that is known of a run once everything has healed. */
export interface RunRecord {
  drafts: readonly Draft[];
  /** The database's rows, ascending by `seq`. */
  stored: readonly Row[];
  /** The room as someone sees it who comes now for the first time. */
  fresh: readonly string[];
  readers: readonly ReaderLog[];
  /** What else went wrong: a process that died, memory that grew. */
  complaints: readonly string[];
}

export interface Verdict {
  messages: number;
  lost: number;
  twice: number;
  outOfOrder: number;
  /** One sentence for each thing that must not be; a few examples of each kind. */
  problems: string[];
}

type Kind = 'lost' | 'twice' | 'outOfOrder' | 'other';

/** The one judge of all runs: what was acked is stored, once, in one order, and everyone sees just that. */
export function check(record: RunRecord): Verdict {
  const findings = [
    ...checkStored(record.stored),
    ...checkDrafts(record),
    ...checkLog('someone new', record.fresh, record.stored),
    ...record.readers.flatMap(reader => checkReader(reader, record.stored)),
    ...record.complaints.map(sentence => finding('other', sentence)),
  ];
  const count = (wanted: Kind) => findings.filter(({ kind }) => kind === wanted).length;
  return {
    messages: record.stored.length,
    lost: count('lost'),
    twice: count('twice'),
    outOfOrder: count('outOfOrder'),
    problems: findings.map(({ sentence }) => sentence),
  };
}

interface Finding {
  kind: Kind;
  sentence: string;
}

function finding(kind: Kind, sentence: string): Finding {
  return { kind, sentence };
}

/** No two rows share an id, a text, a place or a revision. */
function checkStored(stored: readonly Row[]): Finding[] {
  const keys = ['id', 'message', 'seq', 'rev'] as const;
  return keys.flatMap(key =>
    repeated(stored.map(row => row[key])).map(value =>
      finding(
        key === 'seq' || key === 'rev' ? 'outOfOrder' : 'twice',
        `two rows have the ${key} ${clip(value)}`,
      ),
    ),
  );
}

/** Every draft has settled; what was acked is stored as it was acked; each writer's own order is kept. */
function checkDrafts({ drafts, stored }: RunRecord): Finding[] {
  const byText = new Map(stored.map(row => [row.message, row]));
  const findings: Finding[] = [];
  const lastSeq = new Map<string, number>();
  for (const { writer, text, state, message, isForgiven } of drafts) {
    const row = byText.get(text);
    if (state === 'pending') findings.push(finding('other', `${clip(text)} is neither sent nor failed`));
    if (state !== 'sent' || isForgiven) continue;
    if (!row) {
      findings.push(finding('lost', `${clip(text)} was acked and is not stored`));
      continue;
    }
    if (row.id !== message?.id || row.seq !== message.seq)
      findings.push(finding('outOfOrder', `${clip(text)} is not stored as it was acked`));
    if (row.seq < (lastSeq.get(writer) ?? 0))
      findings.push(finding('outOfOrder', `${clip(text)} overtook its writer's message before it`));
    lastSeq.set(writer, row.seq);
  }
  return findings;
}

function checkReader(reader: ReaderLog, stored: readonly Row[]): Finding[] {
  const { name, told, shown, isWhole, isWindow = false, leftAt = Infinity } = reader;
  const seen = stored.filter(({ seq }) => seq <= leftAt);
  return [
    ...checkLog(`${name} was told`, told, isWhole ? seen : since(told[0], seen)),
    ...checkLog(`${name} sees`, shown, isWhole && !isWindow ? seen : since(shown[0], seen)),
  ];
}

function since(text: string | undefined, stored: readonly Row[]): readonly Row[] {
  const first = stored.findIndex(({ message }) => message === text);
  return first === -1 ? stored : stored.slice(first);
}

/** A log is the stored order, without duplicates. */
function checkLog(who: string, log: readonly string[], stored: readonly Row[]): Finding[] {
  const known = new Set(log);
  const places = new Map(stored.map(({ message }, index) => [message, index]));
  const placeOf = (text: string | undefined) => places.get(text!) ?? -1;
  const missing = stored.filter(({ message }) => !known.has(message));
  const strange = log.filter(text => !places.has(text));
  const late = log.filter((text, index) => placeOf(text) < placeOf(log[index - 1]) && places.has(text));
  return [
    ...missing.map(({ message }) => finding('lost', `${who}: ${clip(message)} is missing`)),
    ...repeated(log).map(text => finding('twice', `${who}: ${clip(text)} twice`)),
    ...strange.map(text => finding('other', `${who}: ${clip(text)}, which is not stored`)),
    ...late.map(text => finding('outOfOrder', `${who}: ${clip(text)} after a later one`)),
  ];
}

function repeated<T>(values: readonly T[]): T[] {
  const seen = new Set<T>();
  return values.filter(value => seen.size === seen.add(value).size);
}

function clip(value: string | number): string {
  return `“${String(value).replace(/\.+$/, '').trim().slice(0, 40)}”`;
}
