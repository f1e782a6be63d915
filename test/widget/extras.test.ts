import { expect } from '@open-wc/testing';
import { whenInWords } from '../../widget/parts/when.js';
import { hidePage } from './support/hidden.js';
import {
  newRoom,
  openChat,
  Other,
  part,
  press,
  settled,
  tokenOf,
  untilExtras,
  untilText,
  type AwesomeChat,
} from './support/chat.js';
import { waitUntil } from './support/wait-until.js';

async function openWithExtras(
  attributes: Record<string, string> = {},
  room = newRoom(),
): Promise<AwesomeChat> {
  const chat = await openChat({ room, attributes });
  await untilExtras(chat);
  return chat;
}

const rowsOf = (chat: AwesomeChat) =>
  [...part(chat, 'people-list')!.children].map(({ textContent }) => textContent.trim());

describe('the list of people', () => {
  it('is opened by how many they are, tells who, and follows', async () => {
    const room = newRoom();
    const chat = await openWithExtras({ nickname: 'Cy' }, room);
    const button = part(chat, 'people')!;
    expect(button.ariaExpanded).to.equal('false');
    expect(part(chat, 'people-list')!.checkVisibility()).to.equal(false);
    button.click();
    expect(button.ariaExpanded).to.equal('true');
    expect(rowsOf(chat)).to.deep.equal(['Cy You']);
    const ada = await Other.join(room, 'Ada');
    await waitUntil(() => rowsOf(chat).join() === 'Cy You,Ada');
    await expect(chat).to.be.accessible();
    ada.close();
    // Who is gone may only have lost the connection, for some seconds.
    await waitUntil(() => rowsOf(chat).join() === 'Cy You', 'Ada is gone');
  });

  it('is closed by Escape, which gives the focus back, and by a press elsewhere', async () => {
    const chat = await openWithExtras();
    const [button, list] = [part(chat, 'people')!, part(chat, 'people-list')!];
    button.click();
    list.focus();
    press(list, 'Escape');
    expect(list.checkVisibility()).to.equal(false);
    expect(chat.shadowRoot!.activeElement).to.equal(button);
    button.click();
    document.body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, composed: true }));
    expect(list.checkVisibility()).to.equal(false);
  });

  it('tells who is vouched for and who keeps order', async () => {
    const room = newRoom();
    const chat = await openWithExtras({ nickname: 'Cy' }, room);
    const [ada, mo] = [`Ada of ${room}`, `Mo of ${room}`];
    await Other.join(room, ada);
    await Other.join(room, '', await tokenOf({ sub: ada, name: ada }));
    await Other.join(room, '', await tokenOf({ sub: mo, name: mo, role: 'moderator' }));
    part(chat, 'people')!.click();
    await waitUntil(() => rowsOf(chat).length === 4, 'all are there');
    // Who had taken the name has lost it.
    const rows = rowsOf(chat).map(row => row.replace(/^Guest \d{4}$/, 'a guest'));
    expect(rows).to.have.members(['Cy You', 'a guest', `${ada} Verified`, `${mo} Moderator`]);
  });

  it('shows a name as text', async () => {
    const room = newRoom();
    const chat = await openWithExtras({}, room);
    await Other.join(room, '<img src=x onerror=alert(1)>');
    part(chat, 'people')!.click();
    await waitUntil(() => rowsOf(chat).length === 2);
    expect(part(chat, 'people-list')!.querySelector('img')).to.equal(null);
  });
});

describe('sound and notifications', () => {
  it('have no buttons where the site does not offer them', async () => {
    const chat = await openWithExtras();
    expect(part(chat, 'sound')).to.equal(null);
    expect(part(chat, 'notifications')).to.equal(null);
  });

  it('sound is turned off and on by its button, and that is remembered', async () => {
    localStorage.clear();
    const room = newRoom();
    const chat = await openWithExtras({ sound: '' }, room);
    const button = part(chat, 'sound')!;
    expect([button.ariaLabel, button.ariaPressed]).to.deep.equal(['Sound', 'true']);
    button.click();
    expect(button.ariaPressed).to.equal('false');
    const again = await openWithExtras({ sound: '' }, room);
    expect(part(again, 'sound')!.ariaPressed).to.equal('false');
    localStorage.clear();
    await expect(chat).to.be.accessible();
  });

  it('a chat without its extras is whole', async () => {
    const room = newRoom();
    const chat = await openWithExtras({}, room);
    const show = hidePage();
    const ada = await Other.join(room, 'Ada');
    await ada.send('Hello?');
    await untilText(chat, 'Hello?');
    show();
    chat.remove();
    expect(part(chat, 'people-list')).to.equal(null);
  });
});

describe('times', () => {
  it('tell more when they are pointed at: how long ago, and the whole date', async () => {
    const chat = await openWithExtras({ lang: 'de' });
    await chat.send('Hallo');
    await waitUntil(() => part(chat, 'time'));
    const time = part(chat, 'time')!;
    expect(time.title).to.equal('');
    time.dispatchEvent(new PointerEvent('pointerover', { bubbles: true, composed: true }));
    expect(time.title).to.match(/^(jetzt|vor \d Sekunden?) · \w+, \d+\. \w+ \d{4} um \d\d:\d\d:\d\d$/);
  });

  it('tell the same when they are pressed, where nothing points, until they are pressed again', async () => {
    const chat = await openWithExtras({ lang: 'de' });
    await untilText(chat, 'Noch keine Nachrichten');
    await chat.send('Hallo');
    await settled(chat);
    const time = part(chat, 'time')!;
    time.click();
    expect(time.dataset['when']).to.match(/^ · (jetzt|vor \d Sekunden?) · \w+, /);
    expect(getComputedStyle(time, '::after').content).not.to.equal('none');
    await expect(chat).to.be.accessible();
    time.click();
    expect(time.dataset['when']).to.equal(undefined);
  });

  it('are told in the largest unit that has passed', () => {
    const now = new Date(2026, 4, 5, 12).getTime();
    const told = (ms: number) => whenInWords(now - ms, now, ['en-GB']).split(' · ')[0];
    expect([0, 59_999, 60_000, 7_200_000, 86_400_000, 3 * 86_400_000].map(told)).to.deep.equal([
      'now',
      '59 seconds ago',
      '1 minute ago',
      '2 hours ago',
      'yesterday',
      '3 days ago',
    ]);
    expect(whenInWords(now, now - 5000, ['en-GB'])).to.match(/^now · Tuesday,? 5 May 2026/);
  });
});
