import { setTimeout as sleep } from 'node:timers/promises';
import type { Commands, Entered, Entry, Heard, Pace, Talk } from './commands.js';
import { DIALECTS } from './dialects.js';
import { Effort } from './effort.js';
import { Person } from './person.js';
import { Tally } from './tally.js';
import { Transcript } from './transcript.js';

const AT_A_TIME = 100;
const ENTER_WITHIN_MS = 60_000;
const HEAR_WITHIN_MS = 30_000;
const LOOK_EVERY_MS = 2;

interface Room {
  transcript: Transcript;
  people: Person[];
}

/** All people of a load, in their rooms. */
export class Crowd implements Commands {
  readonly #tally = new Tally();
  #rooms: Room[] = [];
  #count = 0;

  async enter(entry: Entry): Promise<Entered> {
    const began = performance.now();
    const failures: string[] = [];
    const rooms = this.#openRooms(entry);
    const newcomers = rooms.flatMap(({ name, room }) =>
      Array.from({ length: entry.people }, () => ({ name, room })),
    );
    const came: Person[] = [];
    const waiting = newcomers.values();
    const bringInTurn = async () => {
      for (const place of waiting) {
        const person = this.#bring(entry, place);
        came.push(person);
        const failure = await inTime(person);
        if (failure !== undefined) failures.push(failure);
      }
    };
    await Promise.all(Array.from({ length: entry.atATime ?? AT_A_TIME }, bringInTurn));
    if (failures.length > 0 && !entry.mayFail)
      throw new Error(`${failures.length} people did not get in: ${failures[0]}`);
    const seconds = (performance.now() - began) / 1000;
    return { seconds, failures, history: came.reduce((sum, { history }) => sum + history, 0) };
  }

  async talk({ inFlight, seconds, messages = Infinity }: Talk): Promise<Heard> {
    const due = this.#begin();
    const effort = new Effort();
    let rest = messages;
    const writers = this.#rooms.flatMap(({ people }) => people.slice(-inFlight));
    const goOn = (writer: Person) => {
      if (effort.seconds < seconds && rest-- > 0) writer.say();
    };
    for (const writer of writers) writer.onOwn = () => goOn(writer);
    for (const writer of writers) goOn(writer);
    while (effort.seconds < seconds && rest > 0 && this.#tally.problems.isEmpty) await sleep(LOOK_EVERY_MS);
    await this.#untilHeard(HEAR_WITHIN_MS);
    for (const writer of writers) writer.onOwn = undefined;
    this.#noteMissing();
    return this.#end(due(), effort);
  }

  async pace({ perSecond, seconds, writers, graceMs, lateMs }: Pace): Promise<Heard> {
    const due = this.#begin();
    const effort = new Effort();
    const count = Math.round(perSecond * seconds);
    for (let written = 0; written < count;) {
      const isDue = Math.min(effort.seconds * perSecond, count);
      for (; written < isDue; written++) this.#writerOf(written, writers).say();
      await sleep(1);
    }
    await this.#untilHeard(graceMs);
    const heard = this.#end(due(), effort);
    if (lateMs === undefined) return heard;
    // What comes late is still checked, and is not in the way of what is measured next.
    await this.#untilHeard(lateMs);
    this.#noteMissing();
    return { ...heard, problems: [...heard.problems, ...this.#tally.problems.take()] };
  }

  async leave(): Promise<void> {
    for (const { people } of this.#rooms) for (const person of people) person.cut();
    this.#rooms = [];
    this.#tally.problems.take();
  }

  #openRooms({ rooms }: Entry): { name: string; room: Room }[] {
    while (this.#rooms.length < rooms)
      this.#rooms.push({ transcript: new Transcript(this.#tally.problems), people: [] });
    // The tutorial's one room has no name.
    return this.#rooms.map((room, index) => ({ name: rooms === 1 ? '' : `room-${index}`, room }));
  }

  #bring(entry: Entry, { name, room }: { name: string; room: Room }): Person {
    const { port, history } = entry;
    const dialect = DIALECTS[entry.dialect];
    const { transcript } = room;
    const place = { port, dialect, room: name, history, transcript, tally: this.#tally };
    const person = new Person(this.#count++, place);
    room.people.push(person);
    return person;
  }

  #writerOf(message: number, writers: number): Person {
    const { people } = this.#rooms[message % this.#rooms.length]!;
    const turn = Math.floor(message / this.#rooms.length) % writers;
    return people[people.length - 1 - turn]!;
  }

  /** @returns says later how many deliveries were due since */
  #begin(): () => { written: number; due: number } {
    this.#tally.clear();
    const before = this.#rooms.map(({ transcript }) => transcript.written);
    return () => {
      const written = this.#rooms.map(({ transcript }, index) => transcript.written - before[index]!);
      const sum = (numbers: number[]) => numbers.reduce((all, number) => all + number, 0);
      const due = written.map((count, index) => count * this.#rooms[index]!.people.length);
      return { written: sum(written), due: sum(due) };
    };
  }

  #end(due: { written: number; due: number }, effort: Effort): Heard {
    const { deliveries, latencies, problems } = this.#tally;
    const [p50, p99] = [latencies.percentile(50), latencies.percentile(99)];
    const latency = { p50, p99, max: latencies.max };
    const { seconds, generator } = effort;
    return { ...due, deliveries, seconds, latency, generator, problems: problems.take() };
  }

  /** Until everyone has heard everything, the time is over, or something has gone wrong. */
  async #untilHeard(withinMs: number): Promise<void> {
    const end = performance.now() + withinMs;
    const isWorthIt = () => this.#tally.problems.isEmpty && performance.now() < end;
    while (!this.#isAllHeard() && isWorthIt()) await sleep(LOOK_EVERY_MS);
  }

  #isAllHeard(): boolean {
    return this.#rooms.every(
      ({ transcript, people }) =>
        transcript.length === transcript.written && people.every(person => person.isComplete),
    );
  }

  #noteMissing(): void {
    const { problems } = this.#tally;
    for (const { transcript, people } of this.#rooms) {
      const missing = transcript.written - transcript.length;
      if (missing > 0) problems.note('a room where messages never came', `${missing} of them`);
      for (const person of people.filter(person => person.missing > 0))
        problems.note('someone whom messages never reached', `${person.missing} of them`);
    }
  }
}

/** @returns why someone did not get in */
async function inTime(person: Person): Promise<string | undefined> {
  const late = new AbortController();
  const timer = sleep(ENTER_WITHIN_MS, `not in after ${ENTER_WITHIN_MS / 1000} s`, { signal: late.signal });
  const outcome = person.entered.then(
    () => undefined,
    (error: Error) => error.message,
  );
  const winner = await Promise.race([outcome, timer.catch(() => undefined)]);
  late.abort();
  return winner;
}
