import { expect } from '@open-wc/testing';
import type { Joined } from '../../protocol/events.js';
import type { UserMessage } from '../../protocol/messages.js';
import { Room, type Link } from '../../widget/room.js';

const me = { id: 'ada', name: 'Ada' };

function joined(epoch: string, head: number): Joined {
  const page = { room: 'lobby', after: 0, rev: head, head, messages: [], complete: true, gap: false };
  const settings = { maxLength: 4000, mayWrite: true };
  return { ...page, epoch, you: { ...me, resume: '' }, people: { count: 1 }, settings };
}

describe('delivery', () => {
  it('lets go of what was sent, when the log begins another life without it', async () => {
    const epochs = ['before', 'restored'];
    const message = { type: 'myMessage', id: '', message: 'Hello!', seq: 9, rev: 9, at: 0, from: me };
    const answers: Record<string, (request: { id?: string }) => object> = {
      join: () => joined(epochs.shift()!, 5),
      message: ({ id }) => ({ message: { ...message, id } }),
    };
    const link = {
      status: 'online',
      refusal: undefined,
      ask: async (event: string, request: object) => answers[event]!(request),
      meet: () => me,
    } as unknown as Link;
    const room = new Room('lobby', link, 50);
    await room.join();
    const sent: UserMessage = await room.delivery.send('Hello!');
    expect(sent.seq).to.equal(9);
    expect(room.delivery.pending).to.have.length(1);
    room.hold();
    await room.join();
    expect(room.delivery.pending).to.have.length(0);
    room.close();
  });
});
