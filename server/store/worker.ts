import { Worker } from 'node:worker_threads';
import type { Call, Reply } from './sqlite-worker.js';

interface Waiting {
  resolve: (result: unknown) => void;
  reject: (error: Error) => void;
}

/**
 * Calls into a worker thread, answered as promises. A thread that dies is started again with the next call; one that was
 * ended is not.
 */
export class WorkerCalls {
  readonly #script: URL;
  readonly #workerData: unknown;
  readonly #waiting = new Map<number, Waiting>();
  #calls = 0;
  #worker: Promise<Worker> | undefined;
  #isEnded = false;

  constructor(script: URL, workerData: unknown) {
    this.#script = script;
    this.#workerData = workerData;
  }

  get isStarted(): boolean {
    return this.#worker !== undefined;
  }

  /** Starts the thread, unless it runs. @throws Error with what it says of why it cannot, or that it was ended. */
  start(): Promise<Worker> {
    if (this.#isEnded) return Promise.reject(new Error('the store is closed'));
    return (this.#worker ??= this.#start().catch((error: unknown) => {
      this.#worker = undefined;
      throw error;
    }));
  }

  async call(method: Call['method'], ...args: unknown[]): Promise<unknown> {
    const worker = await this.start();
    const call = ++this.#calls;
    const answer = this.#answerTo(call);
    worker.postMessage({ call, method, args } satisfies Call);
    return answer;
  }

  async end(): Promise<void> {
    this.#isEnded = true;
    await (await this.#worker)?.terminate();
  }

  async #start(): Promise<Worker> {
    const worker = new Worker(this.#script, { workerData: this.#workerData });
    worker.on('message', (reply: Reply) => this.#take(reply));
    worker.once('error', error => this.#fail(error));
    worker.once('exit', () => this.#fail(new Error('the thread of the store has ended')));
    await this.#answerTo(0);
    return worker;
  }

  #answerTo(call: number): Promise<unknown> {
    return new Promise((resolve, reject) => this.#waiting.set(call, { resolve, reject }));
  }

  #take(reply: Reply): void {
    const waiting = this.#waiting.get(reply.call);
    this.#waiting.delete(reply.call);
    if ('error' in reply) waiting?.reject(Object.assign(new Error(reply.error), { code: reply.code }));
    else waiting?.resolve(reply.result);
  }

  #fail(error: Error): void {
    this.#worker = undefined;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
