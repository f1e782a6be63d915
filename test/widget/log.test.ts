import { expect } from '@open-wc/testing';
import {
  all,
  bodiesOf,
  cutAll,
  get,
  newRoom,
  openChat,
  Other,
  part,
  parts,
  say,
  settled,
  textOf,
  untilStatus,
  untilText,
} from './support/chat.js';
import { distanceFromEnd, openLongRoom, scrollTo } from './support/long-room.js';
import { waitUntil } from './support/wait-until.js';

describe('the log', () => {
  it('shows the welcome as a line of the relay', async () => {
    const chat = await openChat();
    const [line] = parts(chat, 'message-system');
    expect(line!.textContent).to.include('Welcome');
    expect(line!.dataset['type']).to.equal('serverMessage');
  });

  it('says so where there is nothing yet', async () => {
    const chat = await openChat();
    expect(textOf(chat)).to.include('No messages yet');
    await chat.send('Hello');
    await chat.updateComplete;
    expect(textOf(chat)).not.to.include('No messages yet');
  });

  it('tells own and other messages apart', async () => {
    const room = newRoom();
    const ada = await Other.join(room, 'Ada');
    const chat = await openChat({ room });
    await say(chat, 'mine');
    await ada.send('hers');
    await untilText(chat, 'hers');
    const types = parts(chat, 'message').filter(row => !row.part.contains('message-system'));
    expect(types.map(row => [row.dataset['type'], row.part.contains('message-own')])).to.deep.equal([
      ['myMessage', true],
      ['userMessage', false],
    ]);
  });

  it('names author and time once for what follows at once', async () => {
    const room = newRoom();
    const ada = await Other.join(room, 'Ada');
    await ada.sendMany(3);
    const chat = await openChat({ room });
    expect(parts(chat, 'author').map(author => author.textContent)).to.deep.equal(['Ada']);
    const time = part<HTMLTimeElement>(chat, 'time')!;
    expect(Date.parse(time.dateTime)).to.be.closeTo(Date.now(), 60_000);
    expect(parts(chat, 'divider')).to.have.length(1);
  });

  it('shows markup as the text it is', async () => {
    const chat = await openChat();
    const markup = '<img src=x onerror="alert(1)"><b>bold</b> &amp;';
    await say(chat, markup);
    expect(bodiesOf(chat)).to.deep.equal([markup]);
    expect(chat.shadowRoot!.querySelector('img')).to.equal(null);
  });

  it('makes links that give nothing away', async () => {
    const chat = await openChat();
    await say(chat, 'see https://example.org/a, or not');
    const link = get<HTMLAnchorElement>(chat, 'link');
    expect(link.href).to.equal('https://example.org/a');
    expect(link.target).to.equal('_blank');
    expect(link.rel).to.equal('noopener noreferrer nofollow ugc');
  });

  it('asks the page before a link is followed', async () => {
    const chat = await openChat();
    await say(chat, 'https://example.org/a');
    const hrefs: string[] = [];
    chat.addEventListener('awesome-chat-link', event => {
      hrefs.push(event.detail.href);
      event.preventDefault();
    });
    const isFollowed = get(chat, 'link').dispatchEvent(
      new MouseEvent('click', { bubbles: true, cancelable: true }),
    );
    expect(isFollowed).to.equal(false);
    expect(hrefs).to.deep.equal(['https://example.org/a']);
  });

  it('tells in one line who comes and goes', async () => {
    const room = newRoom();
    const chat = await openChat({ room });
    for (const name of ['Ada', 'Bob', 'Cyd', 'Dan']) await Other.join(room, name);
    await untilText(chat, 'Ada, Bob, and 2 others joined');
    expect(textOf(chat)).to.include('5 people');
    expect(parts(chat, 'message-system')).to.have.length(2);
  });

  it('tells a new name, and who left', async () => {
    const room = newRoom();
    const ada = await Other.join(room, 'Ada');
    const chat = await openChat({ room });
    await ada.rename('Grace');
    await untilText(chat, 'Ada is now Grace');
    await ada.leave();
    await untilText(chat, 'Grace left');
    expect(textOf(chat)).to.include('1 person');
  });

  it('keeps names in their direction', async () => {
    const room = newRoom();
    const chat = await openChat({ room });
    await (await Other.join(room, 'ليلى')).send('مرحبا');
    await untilText(chat, 'مرحبا');
    expect(part(chat, 'author')!.localName).to.equal('bdi');
    expect(part(chat, 'body')!.dir).to.equal('auto');
    expect(getComputedStyle(part(chat, 'body')!).direction).to.equal('rtl');
  });
});

describe('scrolling', () => {
  it('begins at the newest message', async () => {
    const { chat } = await openLongRoom(60);
    expect(bodiesOf(chat)).to.have.length(50);
    expect(distanceFromEnd(chat)).to.equal(0);
  });

  it('stays at the newest message as long as one is there', async () => {
    const { chat, ada } = await openLongRoom(30);
    await ada.send('a newer one\n\n\nof some lines');
    await untilText(chat, 'a newer one');
    await settled(chat);
    expect(distanceFromEnd(chat)).to.equal(0);
  });

  it('stays where the reader is, and says that there is something new', async () => {
    const { chat, ada } = await openLongRoom(40);
    await scrollTo(chat, 300);
    await ada.send('a newer one');
    await untilText(chat, 'new message');
    expect(get(chat, 'log').scrollTop).to.equal(300);
    get(chat, 'button', 'new message').click();
    await settled(chat);
    expect(distanceFromEnd(chat)).to.equal(0);
    expect(all(chat, 'button', 'new message')).to.deep.equal([]);
  });

  it('does not pull back who has just scrolled up', async () => {
    const { chat } = await openLongRoom(40);
    get(chat, 'log').scrollTop = 300;
    chat.requestUpdate();
    await settled(chat);
    expect(get(chat, 'log').scrollTop).to.equal(300);
  });

  it('takes the button away when the reader gets to the end', async () => {
    const { chat, ada } = await openLongRoom(40);
    await scrollTo(chat, 300);
    await ada.send('a newer one');
    await untilText(chat, 'new message');
    await scrollTo(chat, 100_000);
    await waitUntil(() => all(chat, 'button', 'new message').length === 0, 'the button is gone');
  });

  it('goes to the end with what one sends oneself', async () => {
    const { chat } = await openLongRoom(40);
    await scrollTo(chat, 300);
    await say(chat, 'my word');
    await settled(chat);
    expect(distanceFromEnd(chat)).to.equal(0);
  });

  it('stays at the end when the text field grows', async () => {
    const { chat } = await openLongRoom(40);
    const input = get<HTMLTextAreaElement>(chat, 'textbox');
    input.value = 'a\nb\nc\nd';
    input.dispatchEvent(new InputEvent('input'));
    await settled(chat);
    expect(distanceFromEnd(chat)).to.equal(0);
  });

  it('loads earlier messages at the top, and what one reads does not move', async () => {
    const { chat } = await openLongRoom(120);
    const [oldest] = parts(chat, 'body');
    const shown = oldest!.textContent;
    await scrollTo(chat, 20);
    const topOf = () =>
      parts(chat, 'body')
        .find(body => body.textContent === shown)!
        .getBoundingClientRect().top;
    await waitUntil(() => chat.messages.length === 100);
    await chat.updateComplete;
    const top = topOf();
    await settled(chat);
    expect(topOf()).to.be.closeTo(top, 1);
    expect(get(chat, 'log').scrollTop).to.be.above(500);
  });

  it('keeps what one reads within a pixel of where it was', async () => {
    const { chat } = await openLongRoom(120);
    await scrollTo(chat, 100);
    const oldest = parts(chat, 'body')[3]!;
    const before = oldest.getBoundingClientRect().top;
    await chat.loadHistory();
    await settled(chat);
    expect(oldest.getBoundingClientRect().top).to.be.closeTo(before, 1);
  });

  it('loads all there is, page by page, and then offers no more', async () => {
    const { chat } = await openLongRoom(120);
    get(chat, 'button', 'Earlier messages').click();
    await waitUntil(() => chat.messages.length === 100);
    await chat.loadHistory();
    expect(chat.messages).to.have.length(120);
    await chat.updateComplete;
    expect(all(chat, 'button', 'Earlier messages')).to.deep.equal([]);
    await untilText(chat, 'This is where the conversation begins.');
    expect(bodiesOf(chat)[0]).to.equal('message 0');
    expect(bodiesOf(chat)).to.have.length(120);
  });

  it('says so when earlier messages could not be loaded, and tries again', async () => {
    const { chat } = await openLongRoom(60);
    const button = get(chat, 'button', 'Earlier messages');
    button.focus();
    button.click();
    cutAll();
    await untilText(chat, 'These messages could not be loaded.');
    await untilStatus(chat, 'online');
    get(chat, 'button', 'Try again').click();
    await waitUntil(() => chat.messages.length === 60);
    await chat.updateComplete;
    expect(chat.shadowRoot!.activeElement).to.equal(get(chat, 'log'));
  });

  it('renders only the newest rows when a message comes', async () => {
    const { chat, ada } = await openLongRoom(40);
    await ada.sendMany(40);
    await waitUntil(() => chat.messages.length === 80);
    await settled(chat);
    const changed = new Set<Element>();
    const [first] = chat.shadowRoot!.querySelectorAll('#rows > *');
    const observer = new MutationObserver(records =>
      records.forEach(({ target }) => changed.add(target as Element)),
    );
    observer.observe(first!, { subtree: true, childList: true, characterData: true, attributes: true });
    await ada.send('one more');
    await untilText(chat, 'one more');
    observer.disconnect();
    expect([...changed]).to.deep.equal([]);
  });
});
