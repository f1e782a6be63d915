import { expect } from '@open-wc/testing';
import { hidePage } from './support/hidden.js';
import {
  all,
  get,
  newRoom,
  openChat,
  Other,
  part,
  parts,
  settled,
  untilExtras,
  untilText,
} from './support/chat.js';
import { waitUntil } from './support/wait-until.js';

async function openLong() {
  const room = newRoom();
  const ada = await Other.join(room, 'Ada');
  for (let count = 1; count <= 30; count++) await ada.send(`sentence ${count}`);
  const chat = await openChat({ room });
  await untilText(chat, 'sentence 30');
  await settled(chat);
  return { chat, ada, log: get(chat, 'log') };
}

const dividersOf = (chat: Awaited<ReturnType<typeof openLong>>['chat']) =>
  parts(chat, 'divider').filter(({ textContent }) => textContent.includes('New messages'));

describe('what was not seen', () => {
  it('is counted while one reads further up, on the button that leads there', async () => {
    const { chat, ada, log } = await openLong();
    await untilExtras(chat);
    log.scrollTop = 0;
    await settled(chat);
    await ada.send('one more');
    await ada.send('and one');
    await waitUntil(() => all(chat, 'button', '2 new messages').length === 1);
    expect(chat.unread).to.equal(2);
    get(chat, 'button', '2 new messages').click();
    await waitUntil(() => chat.unread === 0);
    await settled(chat);
    expect(part(chat, 'latest')).to.equal(null);
    expect(dividersOf(chat)).to.have.length(1);
  });

  it('is not counted at the end of a page that is seen, nor are one’s own messages', async () => {
    const { chat, ada } = await openLong();
    await ada.send('here it is');
    await untilText(chat, 'here it is');
    await chat.send('mine');
    expect(chat.unread).to.equal(0);
    expect(dividersOf(chat)).to.have.length(0);
  });

  it('is counted while the page is hidden, told in its title, and seen when it is back', async () => {
    const { chat, ada } = await openLong();
    await untilExtras(chat);
    document.title = 'A site';
    const show = hidePage();
    await ada.send('knock');
    await ada.send('knock');
    await waitUntil(() => document.title === '(2) A site');
    document.title = 'Another title';
    await waitUntil(() => document.title === '(2) Another title');
    show();
    await waitUntil(() => document.title === 'Another title');
    await waitUntil(() => chat.unread === 0);
    const [divider] = dividersOf(chat);
    expect(divider!.nextElementSibling!.textContent).to.contain('knock');
  });

  it('has its line above the first of it, and only there, the next time too', async () => {
    const { chat, ada } = await openLong();
    for (const text of ['first absence', 'second absence']) {
      const show = hidePage();
      await ada.send(text);
      await untilText(chat, text);
      show();
      await settled(chat);
      const dividers = dividersOf(chat);
      expect(dividers).to.have.length(1);
      expect(dividers[0]!.nextElementSibling!.textContent).to.contain(text);
    }
  });
});
