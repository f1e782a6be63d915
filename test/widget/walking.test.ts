import { expect } from '@open-wc/testing';
import {
  type AwesomeChat,
  get,
  newRoom,
  openChat,
  Other,
  parts,
  press,
  REFUSED,
  say,
  settled,
  tokenOf,
  untilExtras,
  untilText,
} from './support/chat.js';
import { distanceFromEnd, openLongRoom } from './support/long-room.js';

const focused = (chat: AwesomeChat) => chat.shadowRoot!.activeElement as HTMLElement;
const said = (chat: AwesomeChat) => focused(chat).ariaLabel!.replace(/\s+/g, ' ').trim();

/** Presses keys one after the other, each where the focus is. */
function walk(chat: AwesomeChat, ...keys: string[]): void {
  for (const key of keys) press(focused(chat), key);
}

async function openTalk(): Promise<{ chat: AwesomeChat; ada: Other }> {
  const room = newRoom();
  const ada = await Other.join(room, 'Ada');
  await ada.send('one');
  await ada.send('two https://example.org/');
  const chat = await openChat({ room });
  await untilExtras(chat);
  await chat.send('three');
  await untilText(chat, 'three');
  await settled(chat);
  get(chat, 'log').focus();
  return { chat, ada };
}

describe('walking through the log by keyboard', () => {
  it('begins at the newest, goes up and down, and stops at the ends', async () => {
    const { chat } = await openTalk();
    const seen = ['ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowUp', 'ArrowDown', 'End', 'ArrowDown', 'Home'].map(
      key => {
        walk(chat, key);
        return /one|two|three/.exec(said(chat))![0];
      },
    );
    expect(seen).to.deep.equal(['three', 'two', 'one', 'one', 'two', 'three', 'three', 'one']);
  });

  it('says who wrote a message, also where that is not shown', async () => {
    const { chat } = await openTalk();
    walk(chat, 'ArrowUp');
    expect(said(chat)).to.match(/^You: three · now · \w+, /);
    walk(chat, 'ArrowUp');
    expect(said(chat)).to.match(/^Ada: two https:\/\/example.org\/ · /);
    expect(focused(chat).role).to.equal('article');
    await expect(chat).to.be.accessible();
  });

  it('goes on from a link, and leaves only one message for Tab', async () => {
    const { chat } = await openTalk();
    walk(chat, 'Home', 'End');
    get(chat, 'link').focus();
    walk(chat, 'ArrowUp');
    expect(said(chat)).to.include('one');
    expect(chat.shadowRoot!.querySelectorAll('.message[tabindex]')).to.have.length(1);
  });

  it('leaves other keys alone', async () => {
    const { chat } = await openTalk();
    const log = get(chat, 'log');
    const isLeft = [press(log, 'PageUp'), press(log, 'a'), press(log, 'ArrowUp', { altKey: true })];
    expect(isLeft).to.deep.equal([true, true, true]);
    expect(focused(chat)).to.equal(log);
    expect(press(log, 'ArrowUp')).to.equal(false);
  });

  it('leaves keys to what the page has put in', async () => {
    const room = newRoom();
    const chat = await openChat({ room });
    const field = document.createElement('input');
    field.slot = 'empty';
    chat.append(field);
    field.focus();
    expect(press(field, 'ArrowUp')).to.equal(true);
    expect(press(field, 'Home')).to.equal(true);
  });

  it('stays at its message when others come, and when earlier ones are loaded', async () => {
    const { chat, ada } = await openLongRoom(60);
    await untilExtras(chat);
    get(chat, 'log').focus();
    walk(chat, 'ArrowUp', 'ArrowUp', 'ArrowUp', 'Home');
    const row = focused(chat);
    await chat.loadHistory();
    await ada.send('a newer one');
    await untilText(chat, 'a newer one');
    await settled(chat);
    expect(focused(chat)).to.equal(row);
    expect(distanceFromEnd(chat)).to.be.above(100);
    walk(chat, 'ArrowUp');
    expect(said(chat)).to.match(/^Ada: message 9 · /);
  });

  it('keeps the message under the cursor, however many come', async function () {
    this.timeout(60_000);
    const { chat, ada } = await openLongRoom(1);
    await untilExtras(chat);
    get(chat, 'log').focus();
    walk(chat, 'Home');
    const row = focused(chat);
    for (let count = 0; count < 2200; count += 100)
      await Promise.all(Array.from({ length: 100 }, (_, index) => ada.send(`flood ${count + index}`)));
    await untilText(chat, 'flood 2199');
    await settled(chat);
    expect(focused(chat)).to.equal(row);
    expect(parts(chat, 'body')[0]!.textContent).to.equal('message 0');
  });
});

describe('a message that was come to by keyboard', () => {
  it('says what it says now', async () => {
    const room = newRoom();
    const name = `Mo of ${room}`;
    const mo = await Other.join(room, '', await tokenOf({ sub: name, name, role: 'moderator' }));
    const chat = await openChat({ room });
    await untilExtras(chat);
    const { id } = await mo.send('not for long');
    await untilText(chat, 'not for long');
    get(chat, 'log').focus();
    walk(chat, 'ArrowUp');
    expect(said(chat)).to.match(/^Mo of .*, Moderator: not for long · /);
    await mo.remove(id);
    await untilText(chat, 'This message was removed.');
    await settled(chat);
    expect(said(chat)).to.match(/^Mo of .*, Moderator: This message was removed\. · /);
  });

  it('says how it stands, where it was not sent', async () => {
    const chat = await openChat();
    await untilExtras(chat);
    await say(chat, REFUSED);
    await untilText(chat, 'Not sent.');
    get(chat, 'log').focus();
    walk(chat, 'ArrowUp');
    expect(said(chat)).to.match(/^You: .* Not sent\. /);
  });
});
