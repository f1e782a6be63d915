import { expect } from '@open-wc/testing';
import {
  type AwesomeChat,
  get,
  hangingUpgrades,
  liveSockets,
  loseConnection,
  mount,
  newRoom,
  nowhere,
  openChat,
  openMenu,
  openNaming,
  Other,
  part,
  refusing,
  risen,
  say,
  settled,
  tokenOf,
  type,
  untilExtras,
  untilPart,
  untilStatus,
  untilText,
  REFUSED,
} from './support/chat.js';
import { FakeNotification } from './support/platform.js';
import { openIgnoring, openKnown, openWaiting, wishInVain } from './support/situations.js';
import { openLongRoom, scrollTo } from './support/long-room.js';
import { waitUntil } from './support/wait-until.js';

const THEMES = ['light', 'dark', '2013'];

/** The states of a chat that look or sound different, each with what brings it about. */
const STATES: Record<string, () => Promise<AwesomeChat>> = {
  'without a relay': () => mount({ relay: '' }),
  'connecting, with a message on its way': async () => {
    const chat = await mount({ relay: nowhere() });
    await say(chat, 'of my own');
    return chat;
  },
  async offline() {
    const chat = await mount({ relay: nowhere() });
    await untilStatus(chat, 'offline');
    return chat;
  },
  async refused() {
    const chat = await mount({ room: 'no room at all!' });
    await untilStatus(chat, 'refused');
    return chat;
  },
  empty: () => openChat(),
  async 'a talk'() {
    const room = newRoom();
    const ada = await Other.join(room, 'Ada');
    await ada.send('Hello! See https://example.org/');
    const chat = await openChat({ room });
    await chat.send('Hi, see https://example.org/');
    await Other.join(room, 'Bob');
    await untilText(chat, 'Bob joined');
    return chat;
  },
  async reconnecting() {
    const chat = await openChat();
    await hangingUpgrades(async () => {
      await loseConnection(chat);
      await waitUntil(() => liveSockets().length === 1, 'tries again');
    });
    return chat;
  },
  async 'a message that failed'() {
    const chat = await openChat();
    await say(chat, REFUSED);
    await untilText(chat, 'Not sent.');
    return chat;
  },
  async 'beyond the limit'() {
    const chat = await openChat();
    await type(chat, 'x'.repeat(4001));
    return chat;
  },
  async 'naming oneself'() {
    const chat = await openChat();
    await openNaming(chat);
    return chat;
  },
  'a name that cannot be': () => openWithName({ refusal: 'bad-name' }, 'This name cannot be used.'),
  'a name too soon': () => openWithName({ refusal: 'too-fast', retryAfter: 1000 }, 'Too fast.'),
  async 'a name that cannot be, with another beside it'() {
    const chat = await openChat();
    await wishInVain(chat);
    return chat;
  },
  async 'asked whether to be forgotten'() {
    const chat = await openKnown();
    get(chat, 'button', 'Forget me').click();
    await settled(chat);
    return chat;
  },
  'waiting to send again': () => openWaiting(3700),
  async 'with somebody ignored'() {
    const { chat } = await openIgnoring();
    part(chat, 'people')!.click();
    await untilPart(chat, 'unignore');
    return chat;
  },
  'read-only': () => openChat({ attributes: { readonly: '' } }),
  async 'scrolled back, with news'() {
    const { chat, ada } = await openLongRoom(60);
    await scrollTo(chat, 200);
    await ada.send('news');
    await untilText(chat, 'New messages');
    return chat;
  },
  async 'a menu at a message'() {
    const room = newRoom();
    const chat = await openChat({ room });
    await untilExtras(chat);
    const ada = await Other.join(room, 'Ada');
    await ada.send('Hello');
    await untilText(chat, 'Hello');
    await openMenu(chat);
    return chat;
  },
  async 'commands to choose from'() {
    const chat = await openChat();
    await untilExtras(chat);
    await type(chat, '/');
    await waitUntil(() => chat.shadowRoot!.querySelector('[role=option]'));
    return chat;
  },
  async 'several rooms'() {
    const chat = await openChat({ attributes: { rooms: 'lobby help random and-one-with-a-very-long-name' } });
    await waitUntil(() => part(chat, 'rooms'));
    return chat;
  },
  'a launcher that is closed, with news': async () => {
    const { chat, ada } = await openWithAda({ layout: 'launcher' });
    await untilPart(chat, 'launcher');
    await ada.send('Hello?');
    await waitUntil(() => part(chat, 'badge')!.textContent, 'it counts');
    return chat;
  },
  'a launcher that is open': async () => {
    const { chat, ada } = await openWithAda({ layout: 'launcher', open: '', sound: '' });
    await risen(chat);
    await ada.send('Hello?');
    await untilText(chat, 'Hello?');
    return chat;
  },
  async 'waiting to be asked'() {
    const chat = await mount({ attributes: { 'click-to-load': '' } });
    await untilPart(chat, 'load');
    return chat;
  },
  async 'a launcher that waits to be asked'() {
    const attributes = { layout: 'launcher', open: '', 'click-to-load': '' };
    const chat = await mount({ attributes });
    await risen(chat);
    await untilPart(chat, 'load');
    return chat;
  },
  async 'sound and notifications'() {
    FakeNotification.put('granted');
    const { chat } = await openWithAda({ sound: '', notifications: '' });
    part(chat, 'notifications')!.click();
    return chat;
  },
  async 'somebody writing'() {
    const { chat, ada } = await openWithAda();
    await ada.write();
    await waitUntil(() => part(chat, 'typing')!.textContent, 'it is told');
    return chat;
  },
  async 'told what there is to be done'() {
    const { chat } = await openWithAda();
    await say(chat, '/help');
    await waitUntil(() => part(chat, 'told')?.textContent, 'it is told');
    return chat;
  },
  async 'people with marks, and a message that was removed'() {
    const { chat, ada } = await openWithAda();
    const vera = await Other.join(chat.room, '', await tokenOf({ sub: 'vera', name: 'Vera' }));
    const mora = await Other.join(
      chat.room,
      '',
      await tokenOf({ sub: 'mora', name: 'Mora', role: 'moderator' }),
    );
    const { id } = await ada.send('something bad');
    await vera.send('Well.');
    await mora.remove(id);
    await mora.send('That is gone.');
    await untilText(chat, 'This message was removed.');
    await untilText(chat, 'That is gone.');
    return chat;
  },
  async 'from right to left'() {
    const chat = await openChat({ attributes: { lang: 'ar' } });
    await chat.send('مرحبا');
    await untilText(chat, 'أنت');
    return chat;
  },
};

/** A chat that has all that comes later, and Ada in its room. */
async function openWithAda(
  attributes: Record<string, string> = {},
): Promise<{ chat: AwesomeChat; ada: Other }> {
  const chat = await openChat({ attributes });
  await untilExtras(chat);
  return { chat, ada: await Other.join(chat.room, 'Ada') };
}

async function openWithName(refusal: object, told: string): Promise<AwesomeChat> {
  const chat = await openChat();
  const field = await openNaming(chat);
  await refusing('rename', refusal, async () => {
    field.value = 'Grace';
    field.blur();
    await untilText(chat, told);
  });
  await settled(chat);
  return chat;
}

/** What stands out at the side, or is cut off there. */
function cutOff(chat: AwesomeChat): string[] {
  // Of a launcher that is closed the button alone is to be seen.
  const frame = ['base', 'launcher'].map(name => part(chat, name)!).find(shown => shown.checkVisibility())!;
  const { left, right } = frame.getBoundingClientRect();
  const seen = [...frame.querySelectorAll<HTMLElement>('*:not(.hidden, #rows, [part=badge])')];
  return seen
    .filter(element => {
      const box = element.getBoundingClientRect();
      const isOut = box.width > 0 && (box.left < left - 1 || box.right > right + 1);
      return (
        isOut ||
        (element.localName !== 'textarea' &&
          element.scrollWidth > element.clientWidth + 1 &&
          element.clientWidth > 0)
      );
    })
    .map(element => `${element.localName} ${element.className || element.part.value} ${element.scrollWidth}`);
}

function tooSmall(chat: AwesomeChat): string[] {
  const targets = [...chat.shadowRoot!.querySelectorAll<HTMLElement>('button, textarea, input')];
  return targets
    .filter(target => target.checkVisibility() && Math.min(target.offsetWidth, target.offsetHeight) < 24)
    .map(({ outerHTML }) => outerHTML);
}

for (const [state, open] of Object.entries(STATES))
  describe(state, () => {
    it('has no fault in any theme', async () => {
      const chat = await open();
      for (const theme of THEMES) {
        chat.theme = theme;
        await settled(chat);
        await expect(chat, theme).to.be.accessible();
      }
    });

    it('fits into 320 px, and at 400 % into what is left of a window', async () => {
      const chat = await open();
      for (const [width, size] of [
        ['320px', '16px'],
        ['320px', '24px'],
        ['240px', '16px'],
      ]) {
        chat.style.setProperty('--awesome-chat-width', width!);
        chat.style.setProperty('--awesome-chat-font-size', size!);
        await settled(chat);
        expect(cutOff(chat), `${width}, ${size}`).to.deep.equal([]);
        expect(tooSmall(chat), `${width}, ${size}`).to.deep.equal([]);
      }
    });
  });
