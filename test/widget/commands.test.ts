import { expect } from '@open-wc/testing';
import {
  inputOf,
  newRoom,
  openChat,
  Other,
  part,
  say,
  settled,
  tokenOf,
  untilExtras,
  untilText,
  type,
  type AwesomeChat,
} from './support/chat.js';
import { waitUntil } from './support/wait-until.js';

let count = 0;

/** A room with someone who may moderate, and Tom. */
async function openAsModerator(): Promise<{ chat: AwesomeChat; tom: string; room: string; mora: string }> {
  const room = newRoom();
  const [tom, mora] = [`Tom ${++count}`, `Mora ${count}`];
  await Other.join(room, tom);
  const token = await tokenOf({ sub: mora, name: mora, role: 'moderator' });
  const chat = await openChat({ room, attributes: { token } });
  await waitUntil(() => chat.people.some(({ name }) => name === tom));
  await untilExtras(chat);
  await type(chat, '/');
  await untilText(chat, '/unlock');
  return { chat, tom, room, mora };
}

const untilTold = (chat: AwesomeChat, text: string) =>
  waitUntil(() => part(chat, 'told')?.textContent.includes(text), text);
const textsOf = (chat: AwesomeChat) => chat.messages.map(({ message }) => message);

describe('a message that begins with a stroke', () => {
  it('is typed with two, and does nothing', async () => {
    const { chat, room } = await openAsModerator();
    for (const text of ['//lock', '//me waves', '//usr/bin']) await say(chat, text);
    await waitUntil(() => chat.messages.length >= 3);
    await settled(chat);
    const { settings } = await (await Other.join(room, 'Late')).join(room);
    expect(textsOf(chat)).to.deep.equal(['/lock', '/me waves', '/usr/bin']);
    expect(part(chat, 'told')!.textContent).to.equal('');
    expect(settings.mayWrite).to.equal(true);
  });

  it('is no command either where the page keeps it from being sent', async () => {
    const { chat } = await openAsModerator();
    let kept = 0;
    chat.addEventListener('awesome-chat-before-send', event => {
      event.preventDefault();
      kept++;
    });
    await say(chat, '//lock');
    await settled(chat);
    expect(kept).to.equal(1);
    expect([textsOf(chat), part(chat, 'told')!.textContent]).to.deep.equal([[], '']);
  });
});

describe('a command', () => {
  it('with a time that cannot be is told which can, and stays to be mended', async () => {
    const { chat, tom } = await openAsModerator();
    for (const [typed, told] of [
      ['/slow 2h', /from .1s. to .1h/],
      [`/mute ${tom} 9999d`, /from .1s. to .3650d/],
      [`/ban ${tom} 0s`, /from .1s. to .3650d/],
      [`/ban ${tom} forever`, /Like this/],
      [`/mute ${tom} 5 parsecs`, /Like this/],
    ] as const) {
      await say(chat, typed);
      await waitUntil(() => told.test(part(chat, 'told')!.textContent), typed);
      expect(inputOf(chat).value, typed).to.equal(typed);
    }
  });

  it('about oneself, or about nobody, is told so', async () => {
    const { chat, mora } = await openAsModerator();
    await say(chat, `/mute ${mora} 10m`);
    await untilTold(chat, 'That is you.');
    await say(chat, '/ignore Nobody at all');
    await untilTold(chat, 'Nobody here is called Nobody at all.');
  });
});

describe('who may not write', () => {
  it('sees it where they write, and when it is over', async () => {
    const room = newRoom();
    const chat = await openChat({ room });
    const mora = `Mora ${++count}`;
    const moderator = await Other.join(
      room,
      mora,
      await tokenOf({ sub: mora, name: mora, role: 'moderator' }),
    );
    const person = chat.me!.id;
    for (const [action, ended, told] of [
      [{ action: 'lock' }, 'unlock', 'You can read here, but not write.'],
      [{ action: 'mute', forMs: 60_000 }, 'unmute', 'You may not write here for now.'],
    ] as const) {
      const whom = action.action === 'mute' ? { person } : {};
      await moderator.moderate({ ...action, ...whom });
      await untilText(chat, told);
      await waitUntil(() => inputOf(chat).disabled, told);
      await moderator.moderate({ action: ended, ...whom });
      await waitUntil(() => !inputOf(chat).disabled, ended);
    }
  });
});
