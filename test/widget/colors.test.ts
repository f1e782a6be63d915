import { expect } from '@open-wc/testing';
import { COLORS } from '../../protocol/colors.js';
import {
  type AwesomeChat,
  get,
  hangingUpgrades,
  inputOf,
  loseConnection,
  newRoom,
  openChat,
  openNaming,
  Other,
  part,
  parts,
  press,
  say,
  settled,
  textOf,
  untilExtras,
  untilPart,
  untilStatus,
  untilText,
} from './support/chat.js';
import { waitUntil } from './support/wait-until.js';

const swatchesOf = (chat: AwesomeChat) =>
  [...part(chat, 'colors')!.querySelectorAll('input')].map(input => input);

const ownName = (chat: AwesomeChat) => chat.shadowRoot!.querySelector<HTMLElement>('.name bdi')!;

const untilColored = (element: () => HTMLElement | null | undefined, color: string | undefined) =>
  waitUntil(() => element() && element()!.dataset['color'] === color, `it is ${color}`);

async function openChoice(attributes: Record<string, string> = {}): Promise<AwesomeChat> {
  const chat = await openChat({ attributes });
  await openNaming(chat);
  await untilPart(chat, 'colors');
  return chat;
}

describe('the colour of one’s name', () => {
  it('is chosen beside it, and seen there', async () => {
    const chat = await openChoice();
    const swatches = swatchesOf(chat);
    expect(swatches.map(({ ariaLabel }) => ariaLabel)).to.deep.equal([
      ...['No colour', 'Red', 'Orange', 'Olive', 'Green', 'Teal', 'Blue', 'Purple', 'Pink'],
    ]);
    expect(swatches.map(({ checked }) => checked).indexOf(true)).to.equal(0);
    await expect(chat).to.be.accessible();
    for (const swatch of swatches)
      expect(Math.min(swatch.offsetWidth, swatch.offsetHeight)).to.be.at.least(24);
    swatches[5]!.click();
    await waitUntil(() => chat.me?.color === 'teal', 'it is chosen');
    expect(textOf(chat)).to.include('Chatting as');
    press(get(chat, 'textbox', 'Your name'), 'Escape');
    await untilColored(() => ownName(chat), 'teal');
    await openNaming(chat);
    await untilPart(chat, 'colors');
    expect(swatchesOf(chat)[5]!.checked).to.equal(true);
    swatchesOf(chat)[0]!.click();
    await waitUntil(() => !chat.me?.color, 'it has none again');
    await untilColored(() => ownName(chat), undefined);
  });

  it('is one question where one walks on to another', async () => {
    const chat = await openChoice();
    const told: unknown[] = [];
    chat.addEventListener('awesome-chat-people', ({ detail }) => told.push(detail.joined[0]?.color));
    for (const index of [1, 2, 3, 4]) swatchesOf(chat)[index]!.click();
    await waitUntil(() => chat.me?.color === 'green', 'the last of them');
    await waitUntil(() => told.includes('green'), 'the room has heard of it');
    expect(told.filter(Boolean)).to.deep.equal(['green']);
  });

  it('is chosen by a command, too, which says which there are', async () => {
    const chat = await openChat();
    await untilExtras(chat);
    await say(chat, '/color mauve');
    await untilText(chat, '/color red|orange|olive|green|teal|blue|purple|pink|none');
    await say(chat, '/color Red');
    await waitUntil(() => chat.me?.color === 'red', 'it is chosen');
    expect(inputOf(chat).value).to.equal('');
  });

  it('is seen at what others say, and in the list of people; what was said before keeps its own', async () => {
    const room = newRoom();
    const chat = await openChat({ room });
    const ada = await Other.join(room, 'Ada');
    const bob = await Other.join(room, 'Bob');
    await ada.send('in black');
    await bob.send('in between');
    await ada.recolor('purple');
    await ada.send('in purple');
    await bob.send('in black');
    await waitUntil(() => parts(chat, 'author').length === 4, 'all is there');
    await untilColored(() => parts(chat, 'author')[2], 'purple');
    const colors = () => parts(chat, 'author').map(({ dataset }) => dataset['color']);
    expect(colors()).to.deep.equal([undefined, undefined, 'purple', undefined]);
    await untilExtras(chat);
    part(chat, 'people')!.click();
    await settled(chat);
    const inList = () =>
      [...part(chat, 'people-list')!.querySelectorAll('bdi')].find(
        ({ textContent }) => textContent === 'Ada',
      );
    await untilColored(inList, 'purple');
    // A colour is no news as a name is.
    expect(textOf(chat)).not.to.include('is now');
  });

  for (const theme of ['light', 'dark', '2013'])
    it(`can be read in the theme ${theme}`, async () => {
      const room = newRoom();
      const chat = await openChat({ room, attributes: { theme } });
      for (const color of COLORS) {
        const other = await Other.join(room, color);
        await other.recolor(color);
        await other.send(color);
      }
      const authors = () => parts(chat, 'author');
      const areAll = () =>
        authors().length === COLORS.length && authors().every(({ dataset }) => dataset['color']);
      await waitUntil(areAll, 'all are coloured');
      expect(authors().map(({ dataset }) => dataset['color'])).to.deep.equal([...COLORS]);
      await expect(chat).to.be.accessible();
      expect(new Set(authors().map(author => getComputedStyle(author).color)).size).to.equal(COLORS.length);
    });

  it('cannot be asked for without a connection, and that is told where it was', async () => {
    const chat = await openChoice();
    const before = chat.me!.color;
    await hangingUpgrades(async () => {
      await loseConnection(chat);
      swatchesOf(chat)
        .find(({ checked }) => !checked)!
        .click();
      const told = 'The chat is not available at the moment.';
      await waitUntil(() => part(chat, 'colors')!.textContent === told, 'it is told');
    });
    await untilStatus(chat, 'online');
    expect(chat.me!.color).to.equal(before);
  });
});
