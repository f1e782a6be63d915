import { expect } from '@open-wc/testing';
import type { UserMessage } from '../../protocol/messages.js';
import { asMessage, Outbox } from '../../widget/outbox.js';

describe('outbox', () => {
  let now: number;
  let outbox: Outbox;
  const minutes = (count: number) => (now += count * 60_000);

  beforeEach(() => {
    now = 1_000_000;
    outbox = new Outbox(() => now);
  });

  it('gives one draft at a time, in the order they were sent off', () => {
    const first = outbox.add('a', 'first');
    const second = outbox.add('b', 'second');
    expect(outbox.next).to.equal(first);
    outbox.settle(first, {} as UserMessage);
    expect(outbox.next).to.equal(second);
  });

  it('gives an unanswered draft again, under its id', () => {
    outbox.add('a', 'first');
    expect(outbox.next!.id).to.equal('a');
    expect(outbox.next!.id).to.equal('a');
  });

  it('waits as long as the relay says, and holds what follows back too', () => {
    const draft = outbox.add('a', 'first');
    outbox.add('b', 'second');
    outbox.refuse(draft, { refusal: 'too-fast', retryAfter: 2000 });
    expect(outbox.next).to.equal(undefined);
    expect(outbox.dueAt).to.equal(now + 2000);
    now += 2000;
    expect(outbox.next).to.equal(draft);
  });

  it('is patient where the relay asks for it, and not where it is the relay that does not work', () => {
    for (const refusal of ['too-fast', 'busy', 'slow-mode'] as const) {
      const draft = outbox.add(refusal, 'text');
      outbox.refuse(draft, { refusal, retryAfter: 50_000 });
      minutes(0.9);
      outbox.refuse(draft, { refusal, retryAfter: 50_000 });
      minutes(0.9);
      expect(outbox.expire(), refusal).to.deep.equal([]);
      outbox.discard(draft);
    }
    const draft = outbox.add('a', 'text');
    minutes(0.9);
    outbox.refuse(draft, { refusal: 'unavailable', retryAfter: 3000 });
    minutes(0.2);
    expect(outbox.expire()).to.deep.equal([draft]);
  });

  it('fails at once where waiting does not help', () => {
    const draft = outbox.add('a', 'first');
    outbox.refuse(draft, { refusal: 'too-long', retryAfter: undefined });
    expect(draft).to.include({ state: 'failed', refusal: 'too-long' });
    expect(outbox.next).to.equal(undefined);
    expect(outbox.dueAt).to.equal(undefined);
  });

  it('fails a draft that has been pending for a minute', () => {
    const draft = outbox.add('a', 'first');
    now += 59_999;
    expect(outbox.expire()).to.deep.equal([]);
    expect(outbox.dueAt).to.equal(now + 1);
    now += 1;
    expect(outbox.expire()).to.deep.equal([draft]);
    expect(draft.state).to.equal('failed');
    expect(outbox.expire()).to.deep.equal([]);
  });

  it('gives those behind a draft a minute from when it was settled', () => {
    const first = outbox.add('a', 'first');
    outbox.add('b', 'second');
    now += 59_999;
    outbox.settle(first, {} as UserMessage);
    minutes(0.5);
    expect(outbox.expire()).to.deep.equal([]);
  });

  it('waits as long as the relay asks for patience, and not for one that keeps nothing', () => {
    const draft = outbox.add('a', 'first');
    for (const refusal of ['too-fast', 'busy', 'too-fast'] as const) {
      now += 59_999;
      outbox.refuse(draft, { refusal, retryAfter: 1000 });
      expect(outbox.expire()).to.deep.equal([]);
    }
    now += 59_999;
    outbox.refuse(draft, { refusal: 'unavailable', retryAfter: 1 });
    now += 1;
    expect(outbox.expire()).to.deep.equal([draft]);
  });

  it('gives a draft that is tried again another minute, under the same id', () => {
    const draft = outbox.add('a', 'first');
    minutes(1);
    outbox.expire();
    outbox.retry(draft);
    expect(outbox.next).to.equal(draft);
    expect(outbox.expire()).to.deep.equal([]);
    minutes(1);
    expect(outbox.expire()).to.deep.equal([draft]);
  });

  it('settles a draft that was told to have failed', () => {
    const draft = outbox.add('a', 'first');
    minutes(1);
    outbox.expire();
    outbox.settle(draft, {} as UserMessage);
    expect(draft.state).to.equal('sent');
  });

  it('forgets what is discarded', () => {
    const draft = outbox.add('a', 'first');
    outbox.discard(draft);
    expect(outbox.drafts).to.deep.equal([]);
  });

  it('shows a draft as the message it will be, and then as the message it became', () => {
    const draft = outbox.add('a', 'first');
    const ada = { id: 'x', name: 'Ada' };
    expect(asMessage(draft, ada)).to.include({ id: 'a', message: 'first', from: ada, at: now });
    const message = { id: 'a', seq: 7 } as UserMessage;
    outbox.settle(draft, message);
    expect(asMessage(draft, ada)).to.equal(message);
  });
});
