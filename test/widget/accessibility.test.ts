import { expect, waitUntil } from '@open-wc/testing';
import {
  all,
  type AwesomeChat,
  get,
  inputOf,
  mount,
  newRoom,
  nowhere,
  openChat,
  Other,
  press,
  say,
  settled,
  type,
  untilStatus,
  untilText,
} from './support/chat.js';

/** `<awesome-chat>` is measured in full: its colours come from the page's canvas. */
const check = (chat: AwesomeChat) => expect(chat).to.be.accessible();

async function openTalk(attributes: Record<string, string> = {}): Promise<AwesomeChat> {
  const room = newRoom();
  const ada = await Other.join(room, 'Ada');
  const chat = await openChat({ room, attributes });
  await ada.send('Hello! See https://example.org/');
  await chat.send('Hi Ada, see https://example.org/');
  await untilText(chat, 'Hi Ada');
  await untilText(chat, 'Hello!');
  return chat;
}

describe('accessibility', () => {
  for (const theme of ['light', 'dark'])
    it(`has no fault with messages, ${theme}`, async () => {
      const chat = await openTalk({ theme });
      await type(chat, 'x'.repeat(3950));
      await check(chat);
    });

  it('has no fault while empty', async () => {
    await check(await openChat());
  });

  it('has no fault while connecting, and offline', async () => {
    const chat = await mount({ relay: nowhere });
    await say(chat, 'pending');
    await check(chat);
    await untilStatus(chat, 'offline');
    await check(chat);
  });

  for (const theme of ['light', 'dark'])
    it(`has no fault with a message that failed, ${theme}`, async () => {
      const chat = await openChat({ attributes: { theme } });
      await say(chat, '\u200b');
      await untilText(chat, 'Not sent.');
      await check(chat);
    });

  it('has no fault while read-only, and while naming oneself', async () => {
    const chat = await openTalk();
    get(chat, 'button', chat.me!.name).click();
    await settled(chat);
    await check(chat);
    chat.readOnly = true;
    await chat.updateComplete;
    await check(chat);
  });

  it('has no fault in a long room that is scrolled back', async () => {
    const room = newRoom();
    const ada = await Other.join(room, 'Ada');
    await ada.sendMany(60);
    const chat = await openChat({ room });
    await settled(chat);
    get(chat, 'log').scrollTop = 200;
    await settled(chat);
    await ada.send('news');
    await untilText(chat, 'New messages');
    await check(chat);
  });

  it('can be used by keyboard alone', async () => {
    const chat = await openTalk();
    const focusable = [
      ...chat.shadowRoot!.querySelectorAll<HTMLElement>('[tabindex], a, button, textarea, input'),
    ];
    for (const element of focusable) {
      element.focus();
      expect(chat.shadowRoot!.activeElement).to.equal(element);
    }
    expect(get(chat, 'log').tabIndex).to.equal(0);
  });

  it('gives every control at least 24 by 24 px', async () => {
    const chat = await openTalk();
    await say(chat, '\u200b');
    await untilText(chat, 'Not sent.');
    for (const button of all(chat, 'button')) {
      const { width, height } = button.getBoundingClientRect();
      expect(Math.min(width, height), button.textContent).to.be.at.least(24);
    }
  });
});

describe('the announcer', () => {
  const told = (chat: AwesomeChat) => get(chat, 'status').textContent.replace(/[\u2068\u2069]/g, '');

  async function openRoom() {
    const room = newRoom();
    const ada = await Other.join(room, 'Ada');
    await ada.send('from before');
    const chat = await openChat({ room });
    return { chat, ada };
  }

  it('is the only live region', async () => {
    const chat = await openChat();
    expect(get(chat, 'log').getAttribute('aria-live')).to.equal('off');
    expect(
      chat.shadowRoot!.querySelectorAll('[aria-live]:not([aria-live=off]), [role=status], [role=alert]'),
    ).to.have.length(1);
  });

  it('tells who said what, and nothing of history or one’s own', async () => {
    const { chat, ada } = await openRoom();
    await say(chat, 'my own');
    await ada.send('Hello!');
    await waitUntil(() => told(chat) !== '' && told(chat) !== 'Online', 'announced', { timeout: 5000 });
    expect(told(chat)).to.include('Ada: Hello!');
    expect(told(chat)).not.to.include('my own').and.not.to.include('from before');
  });

  it('tells how many there were when they are many', async () => {
    const { chat, ada } = await openRoom();
    await Promise.all(Array.from({ length: 8 }, (_, index) => ada.send(`message ${index}`)));
    await waitUntil(() => /\d new messages/.test(told(chat)), 'announced', { timeout: 5000 });
  });

  it('tells what failed', async () => {
    const { chat } = await openRoom();
    await type(chat, '\u200b');
    press(inputOf(chat), 'Enter');
    await waitUntil(() => told(chat).includes('Not sent. There is nothing to send.'), 'announced', {
      timeout: 5000,
    });
  });
});
