import { expect } from '@open-wc/testing';
import { durationIn } from '../../widget/parts/duration.js';
import {
  bodiesOf,
  newRoom,
  openChat,
  Other,
  part,
  say,
  tokenOf,
  untilExtras,
  untilText,
  waitFor,
  type AwesomeChat,
} from './support/chat.js';
import { openWaiting } from './support/situations.js';
import { waitUntil } from './support/wait-until.js';

const lineOf = (chat: AwesomeChat) => part(chat, 'patience')?.textContent ?? '';
const voiceOf = (chat: AwesomeChat) => part(chat, 'patience')!.nextElementSibling!;

/** All that an element says from now on, and what it says now. */
function listenTo(element: Element): string[] {
  const heard = [element.textContent].filter(Boolean);
  const hear = () => heard.push(element.textContent);
  new MutationObserver(hear).observe(element, { childList: true, characterData: true, subtree: true });
  return heard;
}

describe('who has to wait', () => {
  it('sees each second for how long, hears it once, and then it is sent by itself', async () => {
    const chat = await openWaiting(4);
    const [seen, heard] = [listenTo(part(chat, 'patience')!), listenTo(voiceOf(chat))];
    await waitUntil(() => chat.messages.length === 1, 'it is sent');
    await waitUntil(() => !lineOf(chat), 'nothing is to be waited for');
    expect(seen.slice(-4)).to.deep.equal([
      ...[3, 2, 1].map(left => `You can send again in ${left} sec.`),
      '',
    ]);
    expect(heard).to.have.length(2);
    expect(heard[0]).to.match(/^You can send again in [234] seconds\.$/);
    expect(heard[1]).to.equal('');
    expect(part(chat, 'patience')!.checkVisibility()).to.equal(false);
    expect(bodiesOf(chat)).to.deep.equal([waitFor(4)]);
  });

  it('waits no longer than a moderator wants', async () => {
    const chat = await openChat();
    await untilExtras(chat);
    const token = await tokenOf({ sub: chat.room, role: 'moderator' });
    const grace = await Other.join(chat.room, 'Grace', token);
    await grace.slow(600_000);
    await chat.send('one');
    await say(chat, 'two');
    await waitUntil(() => /^You can send again in (9|10) min/.test(lineOf(chat)), 'it counts down');
    await grace.slow(0);
    await waitUntil(() => chat.messages.length === 2, 'it is sent');
    await waitUntil(() => !lineOf(chat), 'nothing is to be waited for');
  });

  it('for a moment only sees nothing of it', async () => {
    const chat = await openChat();
    await untilExtras(chat);
    const seen = listenTo(chat.shadowRoot!.querySelector('section')!);
    await say(chat, waitFor(1));
    await waitUntil(() => chat.messages.length === 1, 'it is sent');
    expect(seen.join()).to.include('One message at a time').and.not.include('again in');
  });

  it('is told in the language of the chat, its numbers, too', async () => {
    const chat = await openWaiting(65, { lang: 'de' });
    expect(lineOf(chat)).to.match(/^Du kannst in 1 Min\., [1-5] Sek\. wieder senden\.$/);
    await waitUntil(() => /1 Minute/.test(voiceOf(chat).textContent), 'it is spoken');
  });

  it('is told in the room that it is about', async () => {
    const chat = await openWaiting(50);
    const [slow, other] = [chat.room, newRoom()];
    chat.room = other;
    await waitUntil(() => !lineOf(chat), 'the other room has nothing of it');
    chat.room = slow;
    await waitUntil(() => lineOf(chat), 'it goes on');
    expect(lineOf(chat)).to.match(/[45]\d sec/);
  });

  it('leaves nothing behind when the chat is gone', async () => {
    const chat = await openWaiting(60);
    chat.remove();
    expect(part(chat, 'patience')).to.equal(null);
    expect(chat.shadowRoot!.querySelectorAll('[role=status]')).to.have.length(1);
  });

  it('has nothing to wait for where it is refused for good', async () => {
    const room = newRoom();
    await Other.join(room, 'Ada');
    const chat = await openChat({ room });
    await untilExtras(chat);
    await say(chat, '🚫');
    await untilText(chat, 'Not sent.');
    expect(part(chat, 'patience')).to.equal(null);
  });
});

describe('a duration', () => {
  it('is said in the largest units, without those of which there are none', () => {
    const said = (seconds: number) => durationIn(['en'], seconds, 'long');
    expect([1, 59, 60, 61, 3600, 3661, 90_000].map(said)).to.deep.equal([
      '1 second',
      '59 seconds',
      '1 minute',
      '1 minute, 1 second',
      '1 hour',
      '1 hour, 1 minute, 1 second',
      '25 hours',
    ]);
  });

  it('is short where it is to be seen at a glance', () => {
    expect(durationIn(['en'], 65, 'short')).to.equal('1 min, 5 sec');
  });
});
