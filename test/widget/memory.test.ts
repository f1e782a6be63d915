import { expect } from '@open-wc/testing';
import { Memory } from '../../widget/memory.js';

describe('memory', () => {
  let count = 0;
  const key = () => `relay ${count}`;
  const stored = () => ({ tab: sessionStorage.getItem(key()), all: localStorage.getItem(key()) });
  const clear = () => {
    sessionStorage.clear();
    localStorage.clear();
  };

  beforeEach(() => {
    count++;
    clear();
  });
  after(clear);

  it('stores nothing before something is typed', () => {
    const memory = new Memory(key());
    memory.resume = 'secret';
    memory.outboxOf('lobby');
    memory.keep();
    expect(stored()).to.deep.equal({ tab: null, all: null });
  });

  it('gives back what was typed, sent off and failed, room by room', () => {
    const memory = new Memory(key());
    memory.resume = 'secret';
    const outbox = memory.outboxOf('lobby');
    outbox.typed = 'half a';
    const pending = outbox.add('a', 'first', 'ada');
    const failed = outbox.add('b', 'second', 'ada');
    outbox.refuse(failed, { refusal: 'too-long' });
    memory.keep();
    const again = new Memory(key());
    expect(again.resume).to.equal('secret');
    expect(again.outboxOf('lobby').typed).to.equal('half a');
    expect(again.outboxOf('lobby').drafts).to.deep.equal(
      JSON.parse(JSON.stringify([pending, failed])) as unknown,
    );
    expect(again.outboxOf('kitchen').isEmpty).to.equal(true);
  });

  it('keeps nothing of what is settled but who the visitor is', () => {
    const memory = new Memory(key());
    memory.resume = 'secret';
    const outbox = memory.outboxOf('lobby');
    const draft = outbox.add('a', 'first');
    memory.keep();
    outbox.discard(draft);
    memory.keep();
    expect(stored()).to.deep.equal({ tab: '{}', all: '{"resume":"secret"}' });
  });

  it('knows the visitor in another tab, and not what is typed in this one', () => {
    const memory = new Memory(key());
    memory.resume = 'secret';
    memory.outboxOf('lobby').typed = 'half a';
    memory.keep('Ada');
    sessionStorage.clear();
    const { resume, name, ...other } = new Memory(key());
    expect([resume, name]).to.deep.equal(['secret', 'Ada']);
    expect(Object.keys(other)).to.deep.equal([]);
    expect(new Memory(key()).outboxOf('lobby').isEmpty).to.equal(true);
  });

  it('keeps no more than a hundred drafts, the first first', () => {
    const memory = new Memory(key());
    for (let index = 0; index < 150; index++) memory.outboxOf('lobby').add(`id ${index}`, 'text');
    memory.keep();
    const { drafts } = new Memory(key()).outboxOf('lobby');
    expect([drafts.length, drafts[0]?.id]).to.deep.equal([100, 'id 0']);
  });

  it('begins anew where something else is stored', () => {
    for (const strange of ['no JSON', '7', '[]', '{"lobby": 7}', '{"lobby": {}}']) {
      sessionStorage.setItem(key(), strange);
      localStorage.setItem(key(), strange);
      const outbox = new Memory(key()).outboxOf('lobby');
      outbox.add('a', 'first');
      expect(outbox.drafts, strange).to.have.length(1);
    }
  });

  it('lasts as long as the page where nothing can be stored', () => {
    const { setItem } = Storage.prototype;
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    try {
      Memory.of(key()).outboxOf('lobby').typed = 'half a';
      Memory.of(key()).keep();
    } finally {
      Storage.prototype.setItem = setItem;
    }
    expect(Memory.of(key()).outboxOf('lobby').typed).to.equal('half a');
    expect(stored()).to.deep.equal({ tab: null, all: null });
  });
});
