import { randomBytes } from 'node:crypto';
import { io, type Socket } from 'socket.io-client';
import type { Answer, ClientToRelay, Joined, RelayToClient } from '../../../protocol/events.js';
import type { Changes, MyMessage, Page, Position, UserMessage } from '../../../protocol/messages.js';
import { Refused, type RefusalAnswer } from '../../../protocol/refusals.js';
import { Replica } from '../../../protocol/replica.js';
import { sleep } from '../waiting.js';
import type { ChatClient } from './chat-client.js';

interface Draft {
  id: string;
  text: string;
  since: number;
  resolve: (message: UserMessage) => void;
  reject: (error: Error) => void;
}

export interface PlainOptions {
  name: string;
  room?: string;
  /** Whether it believes its acks alone, and sends again even what it has seen in the log. */
  isStubborn?: boolean;
}

const ANSWER_TIMEOUT_MS = 8000;
/** How long a draft may be refused or unanswered before it has failed, in ms. */
const PATIENCE_MS = 60_000;
const BETWEEN_REFUSALS_MS = 200;

/** The smallest client that does what the protocol asks: the shared replica, and one message in flight. */
export class PlainClient implements ChatClient {
  readonly name: string;
  readonly socket: Socket<RelayToClient, ClientToRelay>;
  told: string[] = [];
  /** How often its connection went. */
  lostCount = 0;
  leftAt: number | undefined;
  readonly #room: string;
  readonly #replica: Replica;
  readonly #isStubborn: boolean;
  #drafts: Draft[] = [];
  #isJoined = false;
  #isSending = false;
  #isAsking = false;
  #isClosed = false;

  constructor(url: string, { name, room = 'lobby', isStubborn = false }: PlainOptions) {
    this.name = name;
    this.#room = room;
    this.#replica = new Replica(room);
    this.#isStubborn = isStubborn;
    const options = { reconnectionDelay: 50, reconnectionDelayMax: 300, timeout: 3000, forceNew: true };
    this.socket = io(url, { transports: ['websocket'], auth: { v: 1, name }, ...options });
    this.socket.on('connect', () => void this.#join());
    this.socket.on('connect_error', error => this.#wait(error));
    this.socket.on('disconnect', () => this.#hold());
    this.socket.on('messages', changes => this.#apply(changes));
  }

  get shown(): readonly string[] {
    return this.#replica.messages.map(({ message }) => message);
  }

  get rev(): number {
    return this.#replica.position?.rev ?? 0;
  }

  get epoch(): string | undefined {
    return this.#replica.position?.epoch;
  }

  send(text: string): Promise<UserMessage> {
    const id = randomBytes(16).toString('base64url');
    return new Promise((resolve, reject) => {
      this.#drafts.push({ id, text, since: Date.now(), resolve, reject });
      void this.#sendNext();
    });
  }

  /** Goes for good: what comes later is nothing to it. */
  leave(): void {
    this.leftAt = this.rev;
    this.close();
  }

  close(): void {
    this.#isClosed = true;
    this.socket.disconnect();
  }

  /** The relay is there, and says when to come again, as while it starts: socket.io leaves that to its user. */
  #wait(error: Error & { data?: RefusalAnswer }): void {
    const { retryAfter } = error.data ?? {};
    if (retryAfter !== undefined) setTimeout(() => this.#isClosed || this.socket.connect(), retryAfter);
  }

  async #join(): Promise<void> {
    const since = this.#replica.position;
    const joined = await this.#ask<Joined>('join', { room: this.#room, ...(since && { since }) });
    if (!joined) return;
    if (!joined.ok) return void setTimeout(() => this.socket.connected && this.#join(), BETWEEN_REFUSALS_MS);
    this.#isJoined = true;
    this.#take(joined, since);
    void this.#goOn();
  }

  #hold(): void {
    this.lostCount++;
    this.#isJoined = this.#isAsking = false;
    this.#replica.hold();
  }

  #apply(changes: Changes): void {
    this.#tell(this.#replica.apply(changes));
    void this.#goOn();
  }

  #take(page: Page, asked: Position | undefined): void {
    const changed = this.#replica.take(page, asked);
    if (page.epoch !== asked?.epoch || page.gap) this.told = [];
    this.#tell(changed);
  }

  #tell(changed: UserMessage[]): void {
    this.told.push(...changed.map(({ message }) => message));
    if (this.#isStubborn) return;
    for (const draft of this.#drafts) {
      const seen = this.#replica.find(draft.id);
      if (seen) this.#settle(draft, seen);
    }
  }

  async #goOn(): Promise<void> {
    void this.#sendNext();
    const asked = this.#replica.wants;
    if (!asked || this.#isAsking || !this.#isJoined) return;
    this.#isAsking = true;
    const page = await this.#ask<Page>('since', { room: this.#room, ...asked, limit: 200 });
    this.#isAsking = false;
    if (page?.ok) this.#take(page, asked);
    else if (page) await sleep(BETWEEN_REFUSALS_MS);
    if (page) void this.#goOn();
  }

  async #sendNext(): Promise<void> {
    const [draft] = this.#drafts;
    if (!draft || this.#isSending || !this.#isJoined) return;
    this.#isSending = true;
    const { id, text } = draft;
    const request = { type: 'userMessage', room: this.#room, id, message: text };
    const answer = await this.#ask<{ message: MyMessage }>('message', request);
    if (answer?.ok) this.#settle(draft, { ...answer.message, type: 'userMessage' });
    else if (answer) await this.#handleRefused(draft, answer);
    this.#isSending = false;
    void this.#sendNext();
  }

  async #handleRefused(draft: Draft, { refusal, retryAfter }: { refusal: string; retryAfter?: number }) {
    const isOver = retryAfter === undefined || Date.now() - draft.since > PATIENCE_MS;
    if (!isOver) return sleep(BETWEEN_REFUSALS_MS);
    this.#drafts = this.#drafts.filter(other => other !== draft);
    draft.reject(new Refused(refusal as Refused['refusal']));
  }

  #settle(draft: Draft, message: UserMessage): void {
    this.#drafts = this.#drafts.filter(other => other !== draft);
    draft.resolve(message);
  }

  /** Undefined: the connection went, or the relay did not answer, and the connection starts over. */
  async #ask<T>(event: keyof ClientToRelay, request: object): Promise<Answer<T> | undefined> {
    const socket = this.socket.timeout(ANSWER_TIMEOUT_MS);
    const answer = await socket.emitWithAck(event as 'join', request as never).catch(() => undefined);
    if (!answer && this.socket.connected) this.socket.disconnect().connect();
    return answer as Answer<T> | undefined;
  }
}
