import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Changes, Page, Position, UserMessage } from '../../protocol/messages.js';
import { Replica } from '../../protocol/replica.js';
import { RoomModel } from './room-model.js';

type Step =
  | { does: 'send' | 'prune' | 'restart' | 'ask' | 'reconnect' | 'answerHistory' }
  | { does: 'edit' | 'deliver' | 'lose' | 'repeat' | 'answer' | 'merge'; which: number }
  | { does: 'askOlder' | 'askNewer' | 'askNewest' }
  | { does: 'forgetOldest' | 'forgetNewest'; which: number };

interface Asked {
  page: Page;
  position: Position | undefined;
}

/** A replica and its room, with a network between them that loses, repeats and reorders. */
class World {
  readonly room = new RoomModel();
  readonly replica = new Replica('lobby');
  readonly limit: number;
  packets: Changes[] = [];
  answers: Asked[] = [];
  /** Takes what `history` answers, once it comes. */
  history: (() => UserMessage[] | void) | undefined;
  /** What the replica told of the last step. */
  told: UserMessage[] = [];
  startedAfresh = false;
  /** Whether this connection's join is answered. Nothing else is asked before. */
  isJoined = false;

  constructor(limit: number) {
    this.limit = limit;
    this.join();
  }

  /** A new connection: nothing of the old one arrives any more. */
  join(): void {
    this.replica.hold();
    this.packets = [];
    this.answers = [];
    this.history = undefined;
    this.isJoined = false;
    this.#ask(this.replica.position);
  }

  take(step: Step): void {
    const which = 'which' in step ? step.which : 0;
    this.told = [];
    this.startedAfresh = false;
    const steps: Record<Step['does'], () => void> = {
      send: () => this.#broadcast(this.room.send()),
      edit: () => this.#broadcast(this.room.edit(which)),
      prune: () => this.room.prune(),
      // A relay that starts afresh takes its connections with it.
      restart: () => (this.room.startNewLife(), this.join()),
      deliver: () => this.#deliver(this.packets.splice(which % (this.packets.length || 1), 1)[0]),
      lose: () => this.packets.splice(which % (this.packets.length || 1), 1),
      repeat: () => this.#deliver(this.packets[which % (this.packets.length || 1)]),
      merge: () => this.#mergePackets(which),
      ask: () => this.replica.wants && this.#ask(this.replica.wants),
      answer: () => this.#answer(which),
      reconnect: () => this.join(),
      askOlder: () => this.#askOlder(),
      askNewer: () => this.#askNewer(),
      askNewest: () => this.#askNewest(),
      answerHistory: () => this.#answerHistory(),
      forgetOldest: () => this.#forget(which, 0),
      forgetNewest: () => this.#forget(0, which),
    };
    steps[step.does]();
  }

  /** Everything arrives, and what is missing is asked for until nothing is. */
  heal(): void {
    while (this.answers.length > 0) this.#answer(0);
    this.#broadcast(this.room.send());
    while (this.packets.length > 0) this.#deliver(this.packets.shift());
    for (let rounds = 0; this.replica.wants; rounds++) {
      assert.ok(rounds < 1000, 'never stops asking');
      this.#ask(this.replica.wants);
      this.#answer(0);
    }
    for (let rounds = 0; this.replica.hasNewer; rounds++) {
      assert.ok(rounds < 1000, 'never comes to the newest');
      this.#askNewer();
      this.#answerHistory();
    }
  }

  #broadcast(changes: Changes | undefined): void {
    if (changes) this.packets.push(changes);
  }

  #deliver(changes: Changes | undefined): void {
    if (changes) this.told = this.replica.apply(changes);
  }

  /** What the relay does with two packets of one event-loop turn. */
  #mergePackets(which: number): void {
    const at = which % (this.packets.length || 1);
    const [first, second] = this.packets.slice(at, at + 2);
    if (!first || !second || first.rev !== second.after) return;
    const messages = [
      ...first.messages.filter(({ id }) => id !== second.messages[0]!.id),
      ...second.messages,
    ];
    this.packets.splice(at, 2, { ...first, rev: second.rev, messages });
  }

  #ask(position: Position | undefined): void {
    this.answers.push({ page: this.room.pageSince(position, this.limit), position });
  }

  #answer(which: number): void {
    const [answer] = this.answers.splice(which % (this.answers.length || 1), 1);
    if (!answer) return;
    this.isJoined = true;
    this.startedAfresh = answer.page.gap || answer.page.epoch !== this.replica.position?.epoch;
    this.told = this.replica.take(answer.page, answer.position);
  }

  #askOlder(): void {
    const before = this.replica.messages[0]?.seq;
    if (!this.isJoined || before === undefined) return;
    const page = this.room.historyBefore(before, this.limit);
    this.history = () => this.replica.addOlder(page, before);
  }

  #askNewer(): void {
    const { messages, position, hasNewer } = this.replica;
    const last = messages.at(-1)?.seq;
    if (last === undefined) return this.#askNewest();
    if (!this.isJoined || !hasNewer) return;
    const page = this.room.historyAfter(last - 1, this.limit + 1);
    this.history = () => this.replica.addNewer(page, last, position!);
  }

  #askNewest(): void {
    const { position, hasNewer } = this.replica;
    if (!this.isJoined || !hasNewer) return;
    const page = this.room.historyBefore(Infinity, this.limit);
    this.history = () => this.replica.goToNewest(page, position!);
  }

  #answerHistory(): void {
    this.told = this.history?.() ?? [];
    this.history = undefined;
  }

  #forget(oldest: number, newest: number): void {
    const most = this.replica.messages.length - 1;
    this.replica.forget(Math.max(0, Math.min(oldest, most)), Math.max(0, Math.min(newest, most)));
  }
}

/** Mostly the first in line, so that much arrives in order. */
const which = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.nat({ max: 20 }) },
);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ does: fc.constant('send' as const) }) },
  { weight: 3, arbitrary: fc.record({ does: fc.constant('edit' as const), which }) },
  {
    weight: 6,
    arbitrary: fc.record({ does: fc.constantFrom('deliver' as const, 'answer' as const), which }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ does: fc.constantFrom('lose', 'repeat', 'merge') as fc.Arbitrary<'lose'>, which }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constantFrom(
        'ask',
        'askOlder',
        'askNewer',
        'askNewest',
        'answerHistory',
      ) as fc.Arbitrary<'ask'>,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      does: fc.constantFrom('forgetOldest', 'forgetNewest') as fc.Arbitrary<'forgetNewest'>,
      which: fc.nat({ max: 4 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      does: fc.constantFrom('reconnect' as const, 'prune' as const, 'restart' as const),
    }),
  },
);

const steps = fc.array(step, { minLength: 10, maxLength: 120, size: 'max' });

test('whatever the network does, a replica ends in the order and state of its room', () => {
  const property = fc.property(fc.integer({ min: 1, max: 5 }), steps, (limit, taken) => {
    const world = new World(limit);
    for (const each of taken) world.take(each);
    world.heal();
    const { room, replica } = world;
    assert.equal(replica.position?.rev, room.head);
    const first = replica.messages[0]?.seq ?? Infinity;
    const pruned = new Set(replica.messages.filter(({ seq }) => seq < (room.messages[0]?.seq ?? 0)));
    assert.deepEqual(
      replica.messages.filter(message => !pruned.has(message)),
      room.messages.filter(({ seq }) => seq >= first),
    );
    const isMissingOlder = room.messages.some(({ seq }) => seq < first);
    if (isMissingOlder) assert.ok(replica.hasOlder, 'does not know that there is more');
  });
  fc.assert(property, { numRuns: 5000 });
});

test('at every moment, what is shown is of one life, in order, each message once, and never goes back', () => {
  const property = fc.property(fc.integer({ min: 1, max: 5 }), steps, (limit, taken) => {
    const world = new World(limit);
    for (const each of taken) {
      const before = world.replica.position;
      world.take(each);
      const { messages, position } = world.replica;
      const seqs = messages.map(({ seq }) => seq);
      assert.deepEqual(
        seqs,
        [...new Set(seqs)].sort((a, b) => a - b),
      );
      assert.ok(messages.every(({ message }) => message.endsWith(` ${position?.epoch}`)));
      if (before && before.epoch === position?.epoch) assert.ok(position.rev >= before.rev);
    }
  });
  fc.assert(property, { numRuns: 2000 });
});

test('what is told to be new or changed was not known in that state', () => {
  const property = fc.property(fc.integer({ min: 1, max: 5 }), steps, (limit, taken) => {
    const world = new World(limit);
    for (const each of taken) {
      const before = new Set(world.replica.messages);
      world.take(each);
      const isKnown = (told: UserMessage) =>
        [...before].some(({ id, rev }) => id === told.id && rev === told.rev);
      if (!world.startedAfresh) assert.deepEqual(world.told.filter(isKnown), []);
    }
  });
  fc.assert(property, { numRuns: 1000 });
});
