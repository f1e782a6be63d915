import { expect } from '@open-wc/testing';
import {
  bodiesOf,
  get,
  inputOf,
  mount,
  newRoom,
  openChat,
  Other,
  part,
  parts,
  untilStatus,
  untilText,
} from './support/chat.js';
import { waitUntil } from './support/wait-until.js';

/** The browser's own background: each has another in the dark. */
function canvasOf(colorScheme: string): string {
  const page = document.body.appendChild(document.createElement('div'));
  Object.assign(page.style, { colorScheme, background: 'Canvas' });
  const { backgroundColor } = getComputedStyle(page);
  page.remove();
  return backgroundColor;
}

describe('attributes', () => {
  it('have the defaults they are documented with', async () => {
    const chat = document.createElement('awesome-chat');
    expect(chat).to.include({ relay: '', room: 'lobby', nickname: '', theme: 'auto', lang: '' });
    expect(chat).to.include({
      readOnly: false,
      maxLength: 4000,
      historySize: 50,
      hideNotices: false,
      hidePeople: false,
    });
  });

  it('leave the words of the tutorial where they are not given', async () => {
    const chat = await openChat();
    expect(get(chat, 'heading').textContent).to.equal('Awesome Chat');
    expect(inputOf(chat).placeholder).to.equal('Enter your message here');
    expect(get(chat, 'button', 'Send').textContent).to.equal('Send');
  });

  it('take effect at any time, and cease to when they are removed', async () => {
    const chat = await openChat();
    chat.setAttribute('heading', 'Support');
    chat.setAttribute('placeholder', 'Ask us');
    await chat.updateComplete;
    expect(get(chat, 'heading').textContent).to.equal('Support');
    expect(inputOf(chat).placeholder).to.equal('Ask us');
    chat.removeAttribute('heading');
    chat.removeAttribute('placeholder');
    await chat.updateComplete;
    expect(get(chat, 'heading').textContent).to.equal('Awesome Chat');
    expect(inputOf(chat).placeholder).to.equal('Enter your message here');
  });

  it('are left alone on the element', async () => {
    const chat = await openChat();
    expect(chat.getAttributeNames().sort()).to.deep.equal(['relay', 'room']);
  });

  it('change the room', async () => {
    const [first, second] = [newRoom(), newRoom()];
    const ada = await Other.join(second, 'Ada');
    await ada.send('over here');
    const chat = await openChat({ room: first });
    await chat.send('in the first');
    await untilText(chat, 'in the first');
    const rooms: string[] = [];
    chat.addEventListener('awesome-chat-room', event => rooms.push(event.detail.room));
    chat.room = second;
    await untilText(chat, 'over here');
    expect(bodiesOf(chat)).to.deep.equal(['over here']);
    chat.setAttribute('room', first);
    await untilText(chat, 'in the first');
    expect(rooms).to.deep.equal([second, first]);
  });

  it('change the relay', async () => {
    const chat = await mount({ relay: '' });
    expect(chat.status).to.equal('idle');
    const other = await openChat();
    chat.relay = other.relay;
    await untilStatus(chat, 'online');
  });

  it('say with how many messages to begin', async () => {
    const room = newRoom();
    await (await Other.join(room, 'Ada')).sendMany(8);
    const chat = await openChat({ room, attributes: { 'history-size': '3' } });
    expect(bodiesOf(chat)).to.deep.equal(['message 5', 'message 6', 'message 7']);
  });

  it('survive what is no number', async () => {
    const chat = await openChat({ attributes: { 'history-size': 'many', maxlength: 'long' } });
    await chat.send('Hello');
    await waitUntil(() => bodiesOf(chat).length === 1);
  });

  it('load some more when the history is to be longer', async () => {
    const room = newRoom();
    const ada = await Other.join(room, 'Ada');
    for (const text of ['one', 'two', 'three', 'four']) await ada.send(text);
    const chat = await openChat({ room, attributes: { 'history-size': '2' } });
    await waitUntil(() => bodiesOf(chat).length === 2);
    chat.historySize = 4;
    await waitUntil(() => bodiesOf(chat).length === 4);
  });

  it('hide notices and people', async () => {
    const room = newRoom();
    const chat = await openChat({ room });
    await Other.join(room, 'Ada');
    await untilText(chat, 'Ada joined');
    const shown = (name: string) =>
      parts(chat, name)
        .filter(element => element.checkVisibility())
        .map(element => element.textContent.replace(/[\u2068\u2069]/g, ''));
    expect([shown('message-system').at(-1), shown('people')]).to.deep.equal(['Ada joined', ['2 people']]);
    chat.hideNotices = chat.hidePeople = true;
    await chat.updateComplete;
    expect([shown('message-system').length, shown('people')]).to.deep.equal([1, []]);
  });

  it('set the theme', async () => {
    const chat = await openChat();
    const background = () => getComputedStyle(part(chat, 'base')!).backgroundColor;
    expect(background()).to.equal('rgb(255, 255, 255)');
    chat.theme = 'dark';
    await chat.updateComplete;
    expect(background()).to.equal(canvasOf('dark'));
    chat.theme = '2013';
    await chat.updateComplete;
    expect(background()).to.equal('rgb(239, 255, 236)');
    expect(getComputedStyle(part(chat, 'header')!).backgroundColor).to.equal('rgb(65, 146, 193)');
  });

  it('leave the theme to the page', async () => {
    const chat = await openChat();
    chat.parentElement!.style.colorScheme = 'dark';
    expect(getComputedStyle(part(chat, 'base')!).backgroundColor).to.equal(canvasOf('dark'));
  });
});

describe('the page', () => {
  it('fills slots', async () => {
    const chat = await openChat();
    const slots = [...chat.shadowRoot!.querySelectorAll('slot')].map(({ name }) => name);
    expect(slots.sort()).to.deep.equal([
      'before-composer',
      'composer-actions',
      'empty',
      'footer',
      'header',
      'header-actions',
    ]);
  });

  it('styles parts, and sizes by custom properties', async () => {
    const chat = await openChat();
    expect(chat.offsetHeight).to.equal(480);
    chat.style.setProperty('--awesome-chat-height', '300px');
    chat.style.setProperty('--awesome-chat-width', '250px');
    expect([chat.offsetHeight, chat.offsetWidth]).to.deep.equal([300, 250]);
    chat.style.height = '200px';
    expect(chat.offsetHeight).to.equal(200);
  });

  it('may put it into a row without it losing its width', async () => {
    const chat = await openChat();
    Object.assign(chat.parentElement!.style, { display: 'flex', width: '600px' });
    expect(chat.offsetWidth).to.equal(600);
  });

  it('never scrolls sideways, down to 240 px', async () => {
    const chat = await openChat();
    await chat.send(`${'x'.repeat(300)} https://example.org/${'y'.repeat(300)}`);
    await waitUntil(() => bodiesOf(chat).length === 1);
    for (const width of [240, 320, 1200]) {
      chat.style.setProperty('--awesome-chat-width', `${width}px`);
      for (const element of chat.shadowRoot!.querySelectorAll(
        '[part=base], header, [role=log], [part=composer]',
      ))
        expect(element.scrollWidth, `${element.className} at ${width}`).to.be.at.most(element.clientWidth);
    }
  });
});
