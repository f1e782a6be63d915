import { expect } from '@open-wc/testing';
import {
  bodiesOf,
  newRoom,
  openChat,
  Other,
  part,
  parts,
  settled,
  tokenOf,
  untilExtras,
  untilText,
  type AwesomeChat,
} from './support/chat.js';
import { waitUntil } from './support/wait-until.js';

/** Where no picture is. */
const NOWHERE = 'https://127.0.0.1:9/';

/** A chat, and in it Ada, of whom her site has a picture, and Bob, of whom there is none. */
async function openWithPeople(attributes: Record<string, string> = { pictures: '' }, address = NOWHERE) {
  const room = newRoom();
  const chat = await openChat({ room, attributes });
  const drawn = watch(chat);
  await untilExtras(chat);
  const picture = `${address}?${room}`;
  const ada = await Other.join(room, '', await tokenOf({ sub: room, name: `Ada of ${room}`, picture }));
  const bob = await Other.join(room, 'Bob');
  await bob.send('from Bob');
  await ada.send('from Ada');
  await chat.send('my own');
  await waitUntil(() => bodiesOf(chat).length === 3);
  return { chat, drawn, picture, ada };
}

/** The pictures that are put in from now on, whatever becomes of them. */
function watch(chat: AwesomeChat): HTMLImageElement[] {
  const drawn: HTMLImageElement[] = [];
  const look = new MutationObserver(records => {
    const added = records.flatMap(({ addedNodes }) => [...addedNodes]);
    drawn.push(...added.filter(node => node instanceof HTMLImageElement));
  });
  look.observe(chat.shadowRoot!, { childList: true, subtree: true });
  return drawn;
}

describe('pictures of people', () => {
  it('are asked for without a word about the page, for whom the site has one', async () => {
    const { drawn, picture } = await openWithPeople();
    await waitUntil(() => drawn.length > 0, 'a picture is drawn');
    expect(drawn.map(({ src }) => src)).to.deep.equal([picture]);
    expect(drawn[0]).to.include({
      alt: '',
      loading: 'lazy',
      decoding: 'async',
      referrerPolicy: 'no-referrer',
    });
  });

  it('are as high as the line, so that nothing moves, and leave no hole where they are broken', async () => {
    const { chat, drawn } = await openWithPeople();
    const heights = () => parts(chat, 'body').map(body => body.parentElement!.offsetHeight);
    const before = heights();
    await waitUntil(() => drawn.length > 0, 'a picture is drawn');
    await waitUntil(() => !part(chat, 'picture'), 'it is broken');
    const [author] = parts(chat, 'author').filter(({ textContent }) => textContent.startsWith('Ada'));
    author!.before(drawn[0]!);
    const { width, height } = drawn[0]!.getBoundingClientRect();
    expect(width).to.equal(height);
    expect(width).to.be.above(15);
    expect(heights()).to.deep.equal(before);
    drawn[0]!.remove();
  });

  it('may be of the page’s own site, and are cut to a round of their own', async () => {
    const { chat, drawn } = await openWithPeople({ pictures: '' }, '/__picture');
    await waitUntil(() => drawn[0]?.naturalWidth, 'a picture has come');
    expect(new URL(drawn[0]!.src).origin).to.equal(location.origin);
    expect(part(chat, 'picture')).to.equal(drawn[0]);
    expect(drawn[0]!.width).to.equal(drawn[0]!.height);
  });

  it('that are broken are not asked for again', async () => {
    const { chat, drawn, ada } = await openWithPeople();
    await waitUntil(() => drawn.length > 0 && !part(chat, 'picture'), 'it is broken');
    await ada.send('again');
    await untilText(chat, 'again');
    part(chat, 'people')!.click();
    await settled(chat);
    expect(drawn).to.have.length(1);
  });

  it('are in the list of people, too', async () => {
    const { chat, drawn } = await openWithPeople();
    part(chat, 'people')!.click();
    await waitUntil(() => part(chat, 'people-list')!.children.length === 3);
    await waitUntil(() => drawn.length > 0, 'a picture is drawn');
    await expect(chat).to.be.accessible();
  });

  it('are not asked for unless the site says so, and no more once it does not', async () => {
    const { chat, drawn } = await openWithPeople({});
    await settled(chat);
    expect(drawn).to.deep.equal([]);
    chat.pictures = true;
    await waitUntil(() => drawn.length > 0, 'a picture is drawn');
    chat.pictures = false;
    await settled(chat);
    expect(part(chat, 'picture')).to.equal(null);
  });
});
