import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import type { Person, UserMessage } from '../../protocol/messages.js';
import type { Replica } from '../../protocol/replica.js';
import { Timeline } from '../../widget/timeline.js';

const ada = { id: 'ada', name: 'Ada' };
const bob = { id: 'bob', name: 'Bob' };
const noon = new Date(2024, 4, 6, 12).getTime();
const minute = 60_000;

function message(seq: number, from: Person = ada, at = noon + seq * 1000): UserMessage {
  return { type: 'userMessage', id: `id-${seq}`, seq, rev: seq, at, from, message: `message ${seq}` };
}

/** What a timeline reads of a replica. */
class Log {
  messages: UserMessage[] = [];
  gaps: { after: number; before: number }[] = [];
  hasNewer = false;
  timeline = new Timeline(this as unknown as Replica);

  append(...messages: UserMessage[]): void {
    this.messages.push(...messages);
    this.timeline.update();
  }

  prepend(...messages: UserMessage[]): void {
    this.messages.unshift(...messages);
    this.timeline.update();
  }

  get entries() {
    return this.timeline.chunks.flatMap(({ entries }) => entries);
  }

  get seqs() {
    return this.entries.flatMap(entry => entry.message?.seq ?? []);
  }
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);

describe('timeline', () => {
  let log: Log;
  beforeEach(() => {
    log = new Log();
  });

  it('is empty before there is a message', () => {
    expect(log.timeline.isEmpty).to.equal(true);
    log.timeline.say('welcome');
    expect(log.timeline.isEmpty).to.equal(true);
    log.append(message(1));
    expect(log.timeline.isEmpty).to.equal(false);
  });

  it('shows a message that was changed in the midst of others', () => {
    log.append(...range(1, 4).map(seq => message(seq)));
    const { version } = log.timeline.chunks[0]!;
    const changed = { ...message(2), rev: 4, message: 'changed' };
    log.messages[1] = changed;
    log.timeline.update([changed]);
    expect(log.entries[1]!.message).to.equal(changed);
    expect(log.timeline.chunks[0]!.version).to.be.greaterThan(version);
  });

  it('puts rows into chunks of 50', () => {
    log.append(...range(1, 121).map(seq => message(seq)));
    expect(log.timeline.chunks.map(({ entries }) => entries.length)).to.deep.equal([50, 50, 20]);
  });

  it('leaves all chunks but the last as they are when a message comes', () => {
    log.append(...range(1, 121).map(seq => message(seq)));
    const before = log.timeline.chunks.map(chunk => ({ chunk, version: chunk.version }));
    log.append(message(121));
    const changed = before.map(
      ({ chunk, version }, index) => log.timeline.chunks[index] !== chunk || chunk.version !== version,
    );
    expect(changed).to.deep.equal([false, false, true]);
  });

  it('puts earlier messages into chunks of their own, and touches only the first of the others', () => {
    log.append(...range(51, 171).map(seq => message(seq)));
    const before = log.timeline.chunks.map(chunk => ({ chunk, version: chunk.version }));
    log.prepend(...range(1, 51).map(seq => message(seq)));
    expect(log.seqs).to.deep.equal(range(1, 171));
    const changed = before.map(
      ({ chunk, version }, index) => log.timeline.chunks[index + 1] !== chunk || chunk.version !== version,
    );
    expect(changed).to.deep.equal([true, false, false]);
  });

  it('groups what one author says within five minutes', () => {
    log.append(
      message(1, ada, noon),
      message(2, ada, noon + 4 * minute),
      message(3, ada, noon + 9.5 * minute),
      message(4, bob, noon + 10 * minute),
      message(5, ada, noon + 10 * minute),
    );
    expect(log.entries.map(entry => entry.opensGroup)).to.deep.equal([true, false, true, true, true]);
  });

  it('opens a group after a line between', () => {
    log.append(message(1));
    log.timeline.tell({ joined: [bob], left: [], renamed: [] });
    log.append(message(2));
    expect(log.entries.at(-1)!.opensGroup).to.equal(true);
  });

  it('opens each day', () => {
    const midnight = new Date(2024, 4, 7).getTime();
    log.append(message(1, ada, midnight - 2), message(2, ada, midnight - 1), message(3, ada, midnight));
    expect(log.entries.map(entry => entry.opensDay)).to.deep.equal([true, false, true]);
  });

  it('joins earlier messages to the group and day they belong to', () => {
    log.append(message(2));
    expect(log.entries[0]).to.include({ opensDay: true, opensGroup: true });
    log.prepend(message(1));
    expect(log.entries[0]).to.include({ opensDay: true, opensGroup: true });
    expect(log.entries[1]).to.include({ opensDay: false, opensGroup: false });
  });

  it('marks where messages are missing for good', () => {
    log.gaps = [{ after: 3, before: 9 }];
    log.append(message(9), message(10));
    expect(log.entries.map(entry => entry.followsGap)).to.deep.equal([true, false]);
  });

  it('marks what turns out to be missing once there is nothing older', () => {
    log.append(message(9), message(10));
    log.gaps = [{ after: 3, before: 9 }];
    log.timeline.update();
    expect(log.entries.map(entry => entry.followsGap)).to.deep.equal([true, false]);
  });

  it('lets go of rows far above once they are many, and takes them back', () => {
    log.append(...range(1, 2001).map(seq => message(seq)));
    expect(log.timeline.letGo()).to.deep.equal([0, 0]);
    log.append(message(2001));
    const [count] = log.timeline.letGo();
    log.messages.splice(0, count);
    expect(log.timeline.chunks).to.have.length(20);
    expect(log.entries[0]).to.include({ opensDay: true, opensGroup: true });
    log.append(message(2002));
    log.prepend(...range(count - 49, count + 1).map(seq => message(seq)));
    expect(log.seqs).to.deep.equal(range(count - 49, 2003));
  });

  it('lets go of rows far below where somebody reads far above, and takes them back', () => {
    log.append(...range(1, 2051).map(seq => message(seq)));
    const [oldest, newest] = log.timeline.letGo([() => [3, 4]]);
    expect([oldest, newest]).to.deep.equal([100, 950]);
    log.messages = log.messages.slice(oldest, -newest);
    log.timeline.update();
    expect(log.seqs).to.deep.equal(range(101, 1101));
    log.append(message(1101));
    expect(log.seqs).to.deep.equal(range(101, 1102));
    expect(log.entries.at(-1)).to.include({ opensDay: false, opensGroup: false });
  });

  it('keeps all that any who show it need', () => {
    log.append(...range(1, 2051).map(seq => message(seq)));
    expect(log.timeline.letGo([() => [3, 4], () => [39, 40]])).to.deep.equal([100, 0]);
    expect(log.timeline.letGo([() => [0, 1], () => [37, 38]])).to.deep.equal([0, 0]);
  });

  it('tells nothing of who comes and goes while the newest rows are let go of', () => {
    log.append(message(1));
    log.hasNewer = true;
    log.timeline.say('welcome');
    log.timeline.tell({ joined: [ada], left: [], renamed: [] });
    expect(log.entries).to.have.length(1);
  });

  it('starts afresh with the replica', () => {
    log.append(message(1), message(2));
    log.messages = [message(7), message(8)];
    log.timeline.update();
    expect(log.seqs).to.deep.equal([7, 8]);
  });

  it('keeps what was told before the first message', () => {
    log.timeline.say('welcome');
    log.append(message(1));
    expect(log.entries.map(entry => entry.line)).to.deep.equal(['welcome', undefined]);
  });

  it('folds who comes and goes into one line until the next message', () => {
    log.timeline.tell({ joined: [ada], left: [], renamed: [] });
    log.timeline.tell({ joined: [bob], left: [], renamed: [] });
    log.append(message(1));
    log.timeline.tell({ joined: [], left: [bob], renamed: [] });
    expect(log.entries.map(entry => entry.comings?.joined.length)).to.deep.equal([2, undefined, 0]);
  });

  it('does not tell of one who came and went in between, or the other way round', () => {
    log.timeline.tell({ joined: [ada], left: [bob], renamed: [] });
    log.timeline.tell({ joined: [bob], left: [ada], renamed: [] });
    expect(log.entries[0]!.comings).to.deep.equal({ joined: [], left: [], renamed: [] });
  });

  it('tells each person once, however often they came or went', () => {
    const none = { joined: [], left: [], renamed: [] };
    log.timeline.tell({ ...none, joined: [ada], left: [bob] });
    log.timeline.tell({ ...none, joined: [ada], left: [bob] });
    expect(log.entries[0]!.comings).to.deep.equal({ joined: [ada], left: [bob], renamed: [] });
  });

  it('tells of many new names the first and the last, and nothing if they are the same', () => {
    const called = (name: string) => ({ id: 'ada', name });
    const rename = (from: string, to: string) =>
      log.timeline.tell({ joined: [], left: [], renamed: [{ was: called(from), person: called(to) }] });
    const renamed = () => log.entries[0]!.comings!.renamed.map(({ was, person }) => [was.name, person.name]);
    rename('Ada', 'Grace');
    log.timeline.tell({ joined: [], left: [], renamed: [{ was: bob, person: { ...bob, name: 'Rob' } }] });
    rename('Grace', 'Hedy');
    expect(renamed()).to.deep.equal([
      ['Ada', 'Hedy'],
      ['Bob', 'Rob'],
    ]);
    rename('Hedy', 'Ada');
    expect(renamed()).to.deep.equal([['Bob', 'Rob']]);
  });

  it('shows what the replica holds, whatever came when', () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('append' as const), count: fc.nat(70) }),
      fc.record({ kind: fc.constant('prepend' as const), count: fc.nat(70) }),
      fc.record({ kind: fc.constant('afresh' as const), count: fc.nat(70) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), steps => {
        const log = new Log();
        let [first, last] = [10_000, 10_000];
        for (const { kind, count } of steps) {
          if (kind === 'append') log.append(...range(last, (last += count)).map(seq => message(seq)));
          if (kind === 'prepend')
            log.prepend(...range((first -= count), first + count).map(seq => message(seq)));
          if (kind === 'afresh') {
            log.messages = [];
            first = last += 1000;
            log.append(...range(last, (last += count)).map(seq => message(seq)));
          }
          expect(log.entries.map(entry => entry.message)).to.deep.equal(log.messages);
        }
      }),
    );
  });
});
