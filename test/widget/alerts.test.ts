import { expect } from '@open-wc/testing';
import { FakeNotification, pretend, putSound, withhold } from './support/platform.js';
import { hidePage } from './support/hidden.js';
import { newRoom, openChat, Other, part, untilExtras, untilText, type AwesomeChat } from './support/chat.js';
import { waitUntil } from './support/wait-until.js';

beforeEach(() => localStorage.clear());
afterEach(() => localStorage.clear());

async function open(attributes: Record<string, string>): Promise<{ chat: AwesomeChat; ada: Other }> {
  const room = newRoom();
  const chat = await openChat({ room, attributes });
  await untilExtras(chat);
  return { chat, ada: await Other.join(room, 'Ada') };
}

/** A chat whose visitor has allowed notifications. */
async function openNotifying() {
  const { shown } = FakeNotification.put('granted');
  const opened = await open({ notifications: '' });
  part(opened.chat, 'notifications')!.click();
  await waitUntil(() => part(opened.chat, 'notifications')!.ariaPressed === 'true', 'it is on');
  return { ...opened, shown };
}

async function hear(chat: AwesomeChat, ada: Other, text: string): Promise<void> {
  await ada.send(text);
  await untilText(chat, text);
}

async function whileHidden(work: () => Promise<void>): Promise<void> {
  const show = hidePage();
  try {
    await work();
  } finally {
    show();
  }
}

describe('notifications', () => {
  it('are asked for only once their button is pressed, and nothing is shown to find out whether they can be', async () => {
    const notifications = FakeNotification.put();
    const { chat, ada } = await open({ notifications: '' });
    const button = part(chat, 'notifications')!;
    await whileHidden(() => hear(chat, ada, 'Hello?'));
    expect([notifications.asked, notifications.shown.length, button.ariaPressed]).to.deep.equal([
      0,
      0,
      'false',
    ]);
    button.click();
    await waitUntil(() => button.ariaPressed === 'true', 'they are on');
    expect(notifications.asked).to.equal(1);
    expect(notifications.shown.length).to.equal(0);
  });

  it('tell who wrote what while the page is hidden, and lead back to it', async () => {
    const { chat, ada, shown } = await openNotifying();
    await whileHidden(async () => {
      await hear(chat, ada, 'Anybody there?');
      await chat.send('I am not here');
    });
    expect(shown.map(({ title, body }) => [title, body])).to.deep.equal([['Ada', 'Anybody there?']]);
    shown[0]!.onclick!();
  });

  it('are not shown on a page that is to be seen, though the focus is elsewhere', async () => {
    const { chat, ada, shown } = await openNotifying();
    pretend(document, 'hasFocus', () => false);
    await hear(chat, ada, 'Right before your eyes');
    expect(shown.length).to.equal(0);
  });

  it('have no button where the visitor has said no, before or when asked', async () => {
    FakeNotification.put('denied');
    expect(part((await open({ notifications: '' })).chat, 'notifications')).to.equal(null);
    FakeNotification.put().answer = 'denied';
    const { chat } = await open({ notifications: '' });
    part(chat, 'notifications')!.click();
    await waitUntil(() => !part(chat, 'notifications'), 'the button is gone');
  });

  it('have no button where the browser has only their name, and stay off there', async () => {
    FakeNotification.put('granted');
    class OnPhones {
      static permission = 'granted';
      constructor() {
        throw new TypeError('Illegal constructor.');
      }
    }
    pretend(window, 'Notification', OnPhones);
    localStorage.setItem('awesome-chat notifications', 'true');
    const { chat, ada } = await open({ notifications: '' });
    expect(part(chat, 'notifications')).to.equal(null);
    await whileHidden(() => hear(chat, ada, 'Hello?'));
  });

  it('have no button where the browser has none', async () => {
    withhold(window, 'Notification');
    expect(part((await open({ notifications: '' })).chat, 'notifications')).to.equal(null);
  });

  it('can be told from their mere name without one being shown', function () {
    if (!('Notification' in window)) this.skip();
    const create = () => new Notification('', { data: () => {} });
    expect(create).to.throw().with.property('name', 'DataCloneError');
  });
});

describe('sound', () => {
  it('is one tone for what comes while the page is hidden, and none while it is to be seen', async () => {
    const tones = putSound();
    const { chat, ada } = await open({ sound: '' });
    pretend(document, 'hasFocus', () => false);
    await hear(chat, ada, 'Right before your eyes');
    expect(tones()).to.equal(0);
    await whileHidden(async () => {
      await chat.send('my own');
      expect(tones()).to.equal(0);
      for (const text of ['one', 'two', 'three']) await hear(chat, ada, text);
    });
    expect(tones()).to.equal(1);
  });

  it('is off once it is turned off', async () => {
    const tones = putSound();
    const { chat, ada } = await open({ sound: '' });
    part(chat, 'sound')!.click();
    await whileHidden(() => hear(chat, ada, 'Hello?'));
    expect(tones()).to.equal(0);
  });

  it('has no button where the browser has none', async () => {
    withhold(window, 'AudioContext');
    expect(part((await open({ sound: '' })).chat, 'sound')).to.equal(null);
  });
});
