import { expect } from '@open-wc/testing';
import {
  all,
  bodiesOf,
  get,
  newRoom,
  openChat,
  Other,
  part,
  press,
  say,
  untilExtras,
  type AwesomeChat,
} from './support/chat.js';
import { openIgnoring } from './support/situations.js';
import { waitUntil } from './support/wait-until.js';

beforeEach(() => localStorage.removeItem('awesome-chat ignored'));

const seen = (chat: AwesomeChat) =>
  bodiesOf(chat).filter((_, index) =>
    [...chat.shadowRoot!.querySelectorAll('[part=body]')][index]!.checkVisibility(),
  );

const rowsOf = (chat: AwesomeChat) =>
  [...part(chat, 'people-list')!.children].map(({ textContent }) => textContent.trim());

async function openList(chat: AwesomeChat): Promise<void> {
  part(chat, 'people')!.click();
  await waitUntil(() => part(chat, 'unignore'), 'it can be ended');
}

describe('the list of people', () => {
  it('tells who is ignored, and ends it', async () => {
    const { chat } = await openIgnoring();
    await openList(chat);
    expect(rowsOf(chat)[1]).to.equal('Ada Ignored Stop ignoring');
    await expect(chat).to.be.accessible();
    const button = get(chat, 'button', 'Stop ignoring');
    expect(button.ariaLabel).to.equal('Stop ignoring: \u2068Ada\u2069');
    button.focus();
    button.click();
    await waitUntil(() => seen(chat).length === 1, 'Ada is to be seen again');
    expect(rowsOf(chat)[1]).to.equal('Ada');
    expect(chat.shadowRoot!.activeElement).to.equal(part(chat, 'people-list'));
    expect(localStorage.getItem('awesome-chat ignored')).to.equal(null);
  });

  it('has those who are ignored and not here, too, also after a reload', async () => {
    const { chat, ada, room } = await openIgnoring();
    await ada.leave();
    await waitUntil(() => chat.people.length === 1, 'Ada has left');
    await openList(chat);
    expect(rowsOf(chat)[1]).to.equal('Ada Ignored Stop ignoring');
    chat.remove();
    const again = await openChat({ room });
    await untilExtras(again);
    await openList(again);
    expect(rowsOf(again)[1]).to.equal('Ada Ignored Stop ignoring');
    get(again, 'button', 'Stop ignoring').click();
    await waitUntil(() => rowsOf(again).length === 1, 'she is no more in the list');
  });

  it('keeps the focus of who is in it while others come', async () => {
    const { chat, room } = await openIgnoring();
    await openList(chat);
    get(chat, 'button', 'Stop ignoring').focus();
    await Other.join(room, 'Bob');
    await waitUntil(() => rowsOf(chat).length === 3, 'Bob is in it');
    expect(part(chat, 'people-list')!.checkVisibility()).to.equal(true);
    expect(part(chat, 'people-list')!.contains(chat.shadowRoot!.activeElement)).to.equal(true);
    press(part(chat, 'people-list')!, 'Escape');
    expect(part(chat, 'people-list')!.checkVisibility()).to.equal(false);
  });

  it('has no such button where nobody is ignored', async () => {
    const room = newRoom();
    const chat = await openChat({ room });
    await untilExtras(chat);
    await Other.join(room, 'Ada');
    part(chat, 'people')!.click();
    await waitUntil(() => rowsOf(chat).length === 2);
    expect(all(chat, 'button', 'Stop ignoring')).to.deep.equal([]);
  });
});

describe('a command', () => {
  it('ends ignoring someone who is not here and of whom nothing is known but the name', async () => {
    const { chat, ada } = await openIgnoring();
    await ada.leave();
    chat.room = newRoom();
    await waitUntil(() => chat.status === 'online' && chat.messages.length === 0);
    await say(chat, '/unignore ada');
    await waitUntil(() => part(chat, 'told')!.textContent === 'Done.');
    await waitUntil(() => localStorage.getItem('awesome-chat ignored') === null, 'nobody is ignored');
  });
});
