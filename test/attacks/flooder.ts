import { constants, setPriority } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { PollingWire, RequestWire, WebsocketWire, type FloodWire, type Tally } from './flood-wire.js';
import { FLOODS, type Flood } from './floods.js';

// A process of its own, which floods when it is told to and says what came of it. Its priority is the least, so that it
// takes no processor from the relay and those who talk: who floods a relay is not on its machine.

/** What it is told first: whom to flood with what. It says when those who flood are connected. */
export interface Order {
  port: number;
  name: string;
}

/** What it is told then: to begin, and for how long. It says what has come of it. */
export interface Go {
  ms: number;
}

const TICK_MS = 5;
/** How long those who flood may take to be connected, in ms. They flood as many as they are. */
const ARRIVAL_MS = 3000;
/** Who has been cut off is back at once, but as often as this in all. */
const MOST_CONNECTS_PER_SECOND = 500;

const WIRES = { websocket: WebsocketWire, polling: PollingWire, requests: RequestWire };
const NOTHING: Tally = { sent: 0, refused: 0, connects: 0, cutOff: 0 };

/** One flood, from addresses where nobody was before. */
class Flooding {
  readonly #tally: Tally = { ...NOTHING };
  readonly #flood: Flood;
  readonly #port: number;
  readonly #network: string;
  readonly #wires: (FloodWire | undefined)[];
  #turn = 0;
  #due = 0;

  constructor(flood: Flood, port: number, network: string) {
    this.#flood = flood;
    this.#port = port;
    this.#network = network;
    this.#wires = Array.from({ length: flood.connections });
  }

  /** Connects all who flood, so that it is not their connecting that is measured; where that is all, nobody. */
  async arrive(): Promise<void> {
    const began = performance.now();
    for (let ms = 0; this.#flood.frame && ms < ARRIVAL_MS; ms = performance.now() - began) {
      this.#connect(ms / 1000);
      if (this.#wires.every(wire => wire?.isReady)) break;
      await sleep(TICK_MS);
    }
    Object.assign(this.#tally, NOTHING);
  }

  async run(ms: number): Promise<Tally> {
    const began = performance.now();
    for (let seconds = 0; seconds < ms / 1000; seconds = (performance.now() - began) / 1000) {
      this.#connect(seconds);
      if (this.#flood.frame) this.#send(this.#flood.frame, seconds);
      await sleep(TICK_MS);
    }
    for (const wire of this.#wires) wire?.close();
    return this.#tally;
  }

  #connect(seconds: number): void {
    const { frame, perSecond } = this.#flood;
    const due = (frame ? MOST_CONNECTS_PER_SECOND : perSecond) * (seconds + TICK_MS / 1000);
    for (let looked = 0; looked < this.#wires.length && this.#tally.connects < due; looked++) {
      const index = this.#turn++ % this.#wires.length;
      const wire = this.#wires[index];
      if (frame && wire && !wire.isOver) continue;
      wire?.close();
      this.#wires[index] = this.#open(index);
    }
  }

  #open(index: number): FloodWire {
    const { frame, addresses, isDeaf = false, by = 'websocket' } = this.#flood;
    const address = `${this.#network}.${index % addresses}`;
    const greeting = frame ? ['42["join",{"room":"flood","limit":1}]'] : [];
    return new WIRES[by]({ port: this.#port, address, greeting, isDeaf }, this.#tally);
  }

  #send(frame: NonNullable<Flood['frame']>, seconds: number): void {
    const ready = this.#wires.filter(wire => wire?.isReady);
    const count = this.#dueSince(seconds);
    const first = this.#tally.sent;
    for (const [index, wire] of ready.entries()) {
      const share = Math.floor((count + ((first + index) % ready.length)) / ready.length);
      if (share > 0) wire!.send(Array.from({ length: share }, () => frame(this.#tally.sent++)));
    }
  }

  /** How many frames have come due. What nobody was there to send is not made up for. */
  #dueSince(seconds: number): number {
    const { perSecond, isBursting } = this.#flood;
    const before = this.#due;
    this.#due = Math.round((isBursting ? Math.ceil(seconds) : seconds) * perSecond);
    return this.#due - before;
  }
}

let floods = 0;
let flooding: Flooding;
setPriority(constants.priority.PRIORITY_LOW);
process.on('message', async (told: Order | Go) => {
  if ('ms' in told) return process.send!(await flooding.run(told.ms));
  flooding = new Flooding(FLOODS[told.name]!, told.port, `10.0.${++floods}`);
  await flooding.arrive();
  return process.send!('ready');
});
process.on('disconnect', () => process.exit());
