import { expect, fixture, html } from '@open-wc/testing';
import {
  all,
  bodiesOf,
  loseConnection,
  get,
  inputOf,
  openChat,
  parts,
  say,
  settled,
  textOf,
  untilStatus,
  untilText,
} from './support/chat.js';
import type { AwesomeChat, Other } from './support/chat.js';
import type { ChatEvents } from '../../widget/events.js';
import { distanceFromEnd, openLongRoom, scrollTo } from './support/long-room.js';
import { waitUntil } from './support/wait-until.js';

/** Many messages at once, until the last of them is shown. */
async function flood(chat: AwesomeChat, ada: Other, count: number): Promise<void> {
  for (let first = 0; first < count; first += 100) {
    await Promise.all(Array.from({ length: 100 }, (_, index) => ada.send(`flood ${first + index}`)));
  }
  const isLast = ({ detail }: ChatEvent) => detail.message.message === 'the last';
  const came = new Promise<void>(resolve => {
    chat.addEventListener('awesome-chat-message', event => isLast(event) && resolve());
  });
  await ada.send('the last');
  await came;
  await settled(chat);
}

type ChatEvent = CustomEvent<ChatEvents['message']>;

/** A row that is read, and where it stands: looked at again it should stand there still. */
function readingIn(chat: AwesomeChat): { row: HTMLElement; top: () => number } {
  const log = get(chat, 'log').getBoundingClientRect();
  const row = parts(chat, 'body').find(body => body.getBoundingClientRect().top > log.top)!;
  return { row, top: () => row.getBoundingClientRect().top };
}

/** Reads on, until the newest message is there. */
async function readDown(chat: AwesomeChat): Promise<void> {
  while (all(chat, 'button', 'Later messages').length > 0) {
    const last = chat.messages.at(-1);
    await scrollTo(chat, get(chat, 'log').scrollHeight);
    await waitUntil(() => chat.messages.at(-1) !== last, 'later messages come');
    await settled(chat);
  }
}

/** A chat whose reader is far above what was said last. */
async function readFarAbove(): Promise<{ chat: AwesomeChat; ada: Other }> {
  const { chat, ada } = await openLongRoom(1);
  await flood(chat, ada, 200);
  await scrollTo(chat, 300);
  await flood(chat, ada, 2000);
  return { chat, ada };
}

describe('a log of thousands', function () {
  // WebKit lays out thousands of rows slowly.
  this.timeout(60_000);

  afterEach(() => getSelection()!.removeAllRanges());

  it('lets go of what is far above, and offers to bring it back', async () => {
    const { chat, ada } = await openLongRoom(1);
    await flood(chat, ada, 2100);
    expect(chat.messages.length).to.be.below(2000);
    expect(bodiesOf(chat)).to.have.length(chat.messages.length);
    expect(distanceFromEnd(chat)).to.equal(0);
    expect(all(chat, 'button', 'Earlier messages')).to.have.length(1);
  });

  it('goes on letting go whatever is selected elsewhere on the page, and while one types', async () => {
    const { chat, ada } = await openLongRoom(1);
    const text = await fixture(html`<p>Of the page.</p>`);
    getSelection()!.selectAllChildren(text);
    inputOf(chat).focus({ preventScroll: true });
    await flood(chat, ada, 2100);
    expect(chat.messages.length).to.be.below(2000);
  });

  it('keeps what is selected, and what came after it', async () => {
    const { chat, ada } = await openLongRoom(1);
    await flood(chat, ada, 500);
    const selected = parts(chat, 'body')[300]!;
    getSelection()!.setBaseAndExtent(selected, 0, selected, 1);
    await flood(chat, ada, 2000);
    expect(selected.isConnected).to.equal(true);
    expect(chat.messages.length).to.be.within(2200, 2350);
    getSelection()!.removeAllRanges();
    await flood(chat, ada, 100);
    expect(selected.isConnected).to.equal(false);
    expect(chat.messages.length).to.be.below(2000);
  });

  it('keeps what has the focus', async () => {
    const { chat, ada } = await openLongRoom(1);
    await ada.send('https://example.org/');
    await flood(chat, ada, 100);
    const link = get(chat, 'link');
    link.focus({ preventScroll: true });
    await flood(chat, ada, 2000);
    expect(chat.shadowRoot!.activeElement).to.equal(link);
  });

  it('lets go with two chats in one room, but not of what one of them shows', async () => {
    const { room, chat, ada } = await openLongRoom(1);
    const second = await openChat({ room });
    await flood(chat, ada, 2100);
    expect(chat.messages.length).to.be.below(2000);
    await scrollTo(second, 200);
    const shown = parts(second, 'body')[10]!;
    await flood(chat, ada, 1000);
    expect(shown.isConnected).to.equal(true);
    expect(bodiesOf(second)).to.have.length(chat.messages.length);
  });

  it('lets go far above who reads a little further up, and what they read does not move', async () => {
    const { chat, ada } = await openLongRoom(1);
    await flood(chat, ada, 1900);
    await scrollTo(chat, get(chat, 'log').scrollTop - 1000);
    const { row, top } = readingIn(chat);
    const before = top();
    await flood(chat, ada, 800);
    expect(chat.messages.length).to.be.at.most(2000);
    expect(row.isConnected).to.equal(true);
    expect(top()).to.be.closeTo(before, 1);
    expect(textOf(chat)).to.include('new message');
  });

  it('lets go far below who reads far above, and brings everything back on the way down', async () => {
    const { chat, ada } = await openLongRoom(1);
    await flood(chat, ada, 200);
    await scrollTo(chat, 300);
    const { row, top } = readingIn(chat);
    const before = top();
    await flood(chat, ada, 2100);
    expect(chat.messages.length).to.be.at.most(2000);
    expect(row.isConnected).to.equal(true);
    expect(top()).to.be.closeTo(before, 1);
    const first = chat.messages[0]!.seq;
    await readDown(chat);
    expect(bodiesOf(chat).at(-1)).to.equal('the last');
    expect(chat.messages.length).to.be.at.most(2000);
    const seqs = chat.messages.map(({ seq }) => seq);
    expect(seqs).to.deep.equal(seqs.map((_, index) => seqs[0]! + index));
    expect(seqs[0]).to.be.greaterThan(first);
    await ada.send('live again');
    await untilText(chat, 'live again');
  });

  it('leads from far above to the newest with one press', async () => {
    const { chat, ada } = await readFarAbove();
    get(chat, 'button', 'new message').click();
    await waitUntil(() => bodiesOf(chat).at(-1) === 'the last');
    await settled(chat);
    expect(distanceFromEnd(chat)).to.equal(0);
    expect(all(chat, 'button', 'messages')).to.have.length(1);
    await ada.send('live again');
    await untilText(chat, 'live again');
    expect(distanceFromEnd(chat)).to.equal(0);
  });

  it('shows one among the newest what they send from far above', async () => {
    const { chat } = await readFarAbove();
    await say(chat, 'mine');
    await waitUntil(() => bodiesOf(chat).slice(-2).join() === 'the last,mine');
    await settled(chat);
    expect(distanceFromEnd(chat)).to.equal(0);
  });

  it('says so when later messages could not be loaded, and tries again', async () => {
    const { chat } = await readFarAbove();
    get(chat, 'button', 'Later messages').click();
    await loseConnection(chat);
    await untilText(chat, 'These messages could not be loaded.');
    await untilStatus(chat, 'online');
    const last = chat.messages.at(-1);
    get(chat, 'button', 'Try again').click();
    await waitUntil(() => chat.messages.at(-1) !== last, 'later messages come');
    await settled(chat);
    expect(textOf(chat)).not.to.include('could not be loaded');
  });
});
