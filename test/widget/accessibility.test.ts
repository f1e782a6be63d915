import { expect } from '@open-wc/testing';
import {
  all,
  type AwesomeChat,
  get,
  loseConnection,
  mount,
  newRoom,
  nowhere,
  openChat,
  openNaming,
  Other,
  say,
  settled,
  type,
  untilExtras,
  untilStatus,
  untilText,
  REFUSED,
} from './support/chat.js';
import { waitUntil } from './support/wait-until.js';

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
    const chat = await mount({ relay: nowhere() });
    await say(chat, 'pending');
    await check(chat);
    await untilStatus(chat, 'offline');
    await check(chat);
  });

  for (const theme of ['light', 'dark'])
    it(`has no fault with a message that failed, ${theme}`, async () => {
      const chat = await openChat({ attributes: { theme } });
      await say(chat, REFUSED);
      await untilText(chat, 'Not sent.');
      await check(chat);
    });

  it('has no fault while read-only, and while naming oneself', async () => {
    const chat = await openTalk();
    await openNaming(chat);
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
    await untilExtras(chat);
    await settled(chat);
    const focusable = [
      ...chat.shadowRoot!.querySelectorAll<HTMLElement>('[tabindex], a, button, textarea, input'),
    ].filter(element => element.checkVisibility());
    for (const element of focusable) {
      element.focus();
      // Not the elements themselves: a test that fails would print all of the page.
      expect(chat.shadowRoot!.activeElement === element, element.outerHTML.slice(0, 100)).to.equal(true);
    }
    expect(get(chat, 'log').tabIndex).to.equal(0);
  });

  it('gives every control at least 24 by 24 px', async () => {
    const chat = await openTalk();
    await say(chat, REFUSED);
    await untilText(chat, 'Not sent.');
    for (const button of all(chat, 'button')) {
      const { width, height } = button.getBoundingClientRect();
      expect(Math.min(width, height), button.textContent).to.be.at.least(24);
    }
  });
});

describe('the announcer', () => {
  /** What is told from now on, one by one, as a screen reader hears it. */
  function listenTo(chat: AwesomeChat): string[] {
    const heard: string[] = [];
    const hear = () => heard.push(...get(chat, 'status').textContent.split('\n').map(plain).filter(Boolean));
    const options = { childList: true, characterData: true, subtree: true };
    new MutationObserver(hear).observe(get(chat, 'status'), options);
    return heard;
  }

  const plain = (text: string) => text.replace(/[\u2068\u2069]/g, '').trim();

  async function until(heard: string[], sentence: string): Promise<void> {
    await waitUntil(() => heard.includes(sentence), `"${sentence}" is told`);
  }

  async function openRoom() {
    const room = newRoom();
    const ada = await Other.join(room, 'Ada');
    await ada.send('from before');
    const chat = await openChat({ room });
    return { chat, ada, heard: listenTo(chat) };
  }

  it('is the only live region', async () => {
    const chat = await openChat();
    expect(get(chat, 'log').getAttribute('aria-live')).to.equal('off');
    expect(
      chat.shadowRoot!.querySelectorAll('[aria-live]:not([aria-live=off]), [role=status], [role=alert]'),
    ).to.have.length(1);
  });

  it('tells a new message once, and nothing of history, of one’s own or of earlier pages', async () => {
    const { chat, ada, heard } = await openRoom();
    await say(chat, 'my own');
    await ada.send('Hello!');
    await until(heard, 'Ada: Hello!');
    await chat.loadHistory();
    await ada.send('Still there?');
    await until(heard, 'Ada: Still there?');
    expect(heard.filter(sentence => sentence !== 'Online')).to.deep.equal([
      'Ada: Hello!',
      'Ada: Still there?',
    ]);
  });

  it('tells the same words again when they are said again', async () => {
    const { ada, heard } = await openRoom();
    await ada.send('Ping');
    await until(heard, 'Ada: Ping');
    heard.length = 0;
    await ada.send('Ping');
    await until(heard, 'Ada: Ping');
  });

  it('tells how many there were when 30 come at once', async () => {
    const { ada, heard } = await openRoom();
    await until(heard, 'Online');
    await Promise.all(Array.from({ length: 30 }, (_, index) => ada.send(`message ${index}`)));
    await until(heard, '30 new messages');
    expect(heard).to.deep.equal(['Online', '30 new messages']);
  });

  it('tells once that the connection is lost, that it is back, and what was missed', async () => {
    const { chat, heard } = await openRoom();
    await until(heard, 'Online');
    heard.length = 0;
    await loseConnection(chat);
    await (await Other.join(chat.room, 'Bob')).send('while you were out');
    await until(heard, 'Bob: while you were out');
    await until(heard, 'Online');
    expect(heard.sort()).to.deep.equal(['Bob: while you were out', 'Online', 'Reconnecting…']);
  });

  it('tells that there is no connection', async () => {
    const chat = await mount({ relay: nowhere() });
    const heard = listenTo(chat);
    await untilStatus(chat, 'offline');
    await until(heard, 'Offline');
    expect(heard).to.deep.equal(['Offline']);
  });

  it('tells once what failed, and why', async () => {
    const { chat, heard } = await openRoom();
    await until(heard, 'Online');
    await say(chat, REFUSED);
    await until(heard, 'Not sent. You may not do this.');
    await say(chat, 'Hello');
    await chat.send('Hello');
    expect(heard).to.deep.equal(['Online', 'Not sent. You may not do this.']);
  });
});
