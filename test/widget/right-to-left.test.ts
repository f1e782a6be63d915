import { expect, fixture, html } from '@open-wc/testing';
import {
  get,
  inputOf,
  newRoom,
  openChat,
  openNaming,
  Other,
  part,
  parts,
  type,
  untilExtras,
  untilPart,
  untilText,
} from './support/chat.js';
import { waitUntil } from './support/wait-until.js';

const boxOf = (element: Element) => element.getBoundingClientRect();

const isOfPictures = ({ cssRules }: CSSStyleSheet) => cssRules[0]?.cssText.startsWith('[part="picture"]');

async function openArabic() {
  const room = newRoom();
  const ada = await Other.join(room, 'Ada (admin)!');
  const chat = await openChat({ room, attributes: { lang: 'ar' } });
  chat.style.setProperty('--awesome-chat-width', '400px');
  await ada.send('Hello, Ada here.');
  await chat.send('رسالتي');
  await Promise.all([untilText(chat, 'Ada here'), untilText(chat, 'رسالتي'), untilText(chat, 'إرسال')]);
  return { chat, ada };
}

describe('from right to left', () => {
  it('own messages are at the left, others at the right, and the button left of the text field', async () => {
    const { chat } = await openArabic();
    const log = boxOf(get(chat, 'log'));
    const [other, own] = parts(chat, 'body').map(boxOf);
    expect(log.right - other!.right).to.be.below(30);
    expect(own!.left - log.left).to.be.below(30);
    expect(boxOf(part(chat, 'send')!).right).to.be.at.most(boxOf(inputOf(chat)).left);
  });

  it('what people wrote, and their names, keep their own direction', async () => {
    const { chat } = await openArabic();
    const directions = parts(chat, 'body').map(body => getComputedStyle(body).direction);
    expect(directions).to.deep.equal(['ltr', 'rtl']);
    const author = part(chat, 'author')!;
    expect(author.localName).to.equal('bdi');
    expect(getComputedStyle(author).unicodeBidi).to.equal('isolate');
  });

  it('the empty text field begins where the language does, and then where the text does', async () => {
    const { chat } = await openArabic();
    const direction = () => getComputedStyle(inputOf(chat)).direction;
    expect(direction()).to.equal('rtl');
    await type(chat, 'Hello');
    expect(direction()).to.equal('ltr');
    await type(chat, 'مرحبا');
    expect(direction()).to.equal('rtl');
  });

  it('a command stands from left to right in it, whatever is in the place of a name', async () => {
    const { chat } = await openArabic();
    await untilExtras(chat);
    await type(chat, '/nic');
    const form = () => chat.shadowRoot!.querySelector('[role=option] b')?.textContent;
    await waitUntil(() => form() === '\u2066/nick \u2068الاسم\u2069\u2069', 'it is offered');
  });

  it('what is offered beside one’s name follows it, and a picture stands before the name of whom it shows', async () => {
    const { chat } = await openArabic();
    await openNaming(chat);
    const forget = await untilPart(chat, 'forget');
    expect(boxOf(forget).right).to.be.at.most(boxOf(get(chat, 'textbox', 'اسمك')).left);
    const picture = document.createElement('img');
    picture.setAttribute('part', 'picture');
    chat.pictures = true;
    await waitUntil(() => chat.shadowRoot!.adoptedStyleSheets.some(isOfPictures), 'pictures have come');
    const author = part(chat, 'author')!;
    author.before(picture);
    expect(boxOf(picture).left).to.be.above(boxOf(author).right);
  });

  it('a chat in English stays as it is on such a page', async () => {
    const chat = await openChat({ attributes: { lang: 'en' } });
    const page = await fixture(html`<div dir="rtl"></div>`);
    page.append(chat);
    await chat.updateComplete;
    expect(getComputedStyle(part(chat, 'base')!).direction).to.equal('ltr');
    chat.dir = 'rtl';
    await chat.updateComplete;
    expect(getComputedStyle(part(chat, 'base')!).direction).to.equal('rtl');
  });
});
