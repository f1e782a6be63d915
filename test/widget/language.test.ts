import { expect, fixture, html } from '@open-wc/testing';
import { openIgnoring, openKnown, openWaiting, wishInVain } from './support/situations.js';
import {
  all,
  get,
  inputOf,
  loseConnection,
  mount,
  newRoom,
  nowhere,
  openChat,
  openNaming,
  Other,
  part,
  press,
  say,
  settled,
  textOf,
  type,
  untilPart,
  untilStatus,
  untilText,
  REFUSED,
} from './support/chat.js';
import { openLongRoom, scrollTo } from './support/long-room.js';
import { pseudo, untranslated } from './support/pseudo.js';
import { check, COMMAND, openTranslated, translated } from './support/translated.js';
import { waitUntil } from './support/wait-until.js';

const pageLang = document.documentElement.lang;
afterEach(() => {
  document.documentElement.lang = pageLang;
});

describe('the language', () => {
  it('is that of the attribute, and may change at any time', async () => {
    const chat = await openChat({ attributes: { lang: 'de' } });
    await untilText(chat, 'Noch keine Nachrichten');
    expect(inputOf(chat).placeholder).to.equal('Nachricht eingeben');
    chat.lang = 'ja-JP';
    await untilText(chat, 'まだメッセージはありません');
    chat.lang = 'en';
    await untilText(chat, 'No messages yet');
  });

  it('is that of the page around it', async () => {
    const chat = await openChat();
    const around = await fixture(html`<div lang="de-AT"><p>Um den Chat.</p></div>`);
    around.append(chat);
    chat.requestUpdate();
    await untilText(chat, 'Noch keine Nachrichten');
    around.removeAttribute('lang');
    document.documentElement.lang = 'ja';
    chat.requestUpdate();
    await untilText(chat, 'まだメッセージはありません');
  });

  it('is English where there are no words for what is asked for', async () => {
    const chat = await openChat({ attributes: { lang: 'no language!' } });
    await settled(chat);
    expect(textOf(chat)).to.include('No messages yet');
    expect(part(chat, 'base')!.lang).to.equal('en');
  });

  it('is English where the words cannot be fetched', async () => {
    const chat = await mount({ relay: nowhere(), attributes: { lang: 'de' } });
    await untilStatus(chat, 'offline');
    expect(textOf(chat)).to.include('Offline').and.include('There is no answer from');
  });

  it('is that of days, names and numbers of people, too', async () => {
    const room = newRoom();
    const chat = await openChat({ room, attributes: { lang: 'de' } });
    await untilText(chat, '1 Person');
    await Other.join(room, 'Ada');
    await Other.join(room, 'Bob');
    await untilText(chat, 'Ada und Bob sind dazugekommen');
    await say(chat, 'Hallo');
    await waitUntil(() => part(chat, 'divider'));
    expect(part(chat, 'divider')!.textContent).to.equal('heute');
    expect(textOf(chat)).to.include('3 Personen');
  });

  it('is known to who reads aloud, and so is its direction', async () => {
    const chat = await openChat({ attributes: { lang: 'ar' } });
    await untilText(chat, 'لا توجد رسائل بعد');
    expect(part(chat, 'base')).to.include({ lang: 'ar', dir: 'rtl' });
    chat.setAttribute('dir', 'ltr');
    await chat.updateComplete;
    expect(part(chat, 'base')!.dir).to.equal('ltr');
  });

  it('gives way to words of the page’s own, one by one', async () => {
    const chat = await openChat({ attributes: { lang: 'de' } });
    await untilText(chat, 'Noch keine Nachrichten');
    chat.translation = { send: 'Ab damit', status: { online: 'Da' }, people: count => `${count} hier` };
    await untilText(chat, 'Ab damit');
    expect(textOf(chat)).to.include('Da').and.include('1 hier').and.include('Noch keine Nachrichten');
    chat.lang = 'ja';
    await untilText(chat, 'まだメッセージはありません');
    expect(all(chat, 'button', 'Ab damit')).to.have.length(1);
    chat.translation = {};
    await untilText(chat, '送信');
  });

  it('may be one that the page brings along', async () => {
    const chat = await openChat();
    chat.translation = { lang: 'he', dir: 'rtl', send: 'שליחה' };
    await untilText(chat, 'שליחה');
    expect(part(chat, 'base')).to.include({ lang: 'he', dir: 'rtl' });
  });
});

describe('every word is translated', () => {
  it('finds what is not', async () => {
    const chat = await openTranslated();
    chat.heading = 'Support';
    chat.translation = { ...pseudo, send: 'Send' };
    await settled(chat);
    const rest = untranslated(chat.shadowRoot!, [chat.me!.name, /Welcome.*/g]);
    expect(rest).to.have.members(['Support', 'Support', 'Send']);
  });

  it('while empty, and with messages, people and a new name', async () => {
    const room = newRoom();
    const ada = await Other.join(room, 'Ada');
    const chat = await openTranslated(room);
    await check(chat);
    for (const name of ['Bob', 'Cyd', 'Dan', 'Eve']) await Other.join(room, name);
    await ada.rename('Grace');
    await untilText(chat, 'is now');
    await ada.leave();
    await untilText(chat, 'left');
    await check(chat, /Ada|Bob|Cyd|Dan|Eve|Grace|, and|,/g);
    await chat.send('of my own');
    await check(chat, /Ada|Bob|Cyd|Dan|Eve|Grace|, and|,/g, 'of my own');
  });

  it('while connecting, reconnecting and offline, with a message on its way', async () => {
    const chat = await translated(await mount({ relay: nowhere() }));
    await check(chat);
    await say(chat, 'of my own');
    await check(chat, 'of my own');
    await untilStatus(chat, 'offline');
    await check(chat, 'of my own');
    const other = await openTranslated();
    await loseConnection(other);
    await check(other);
    await untilStatus(other, 'online');
  });

  it('without a relay, and where it does not let one in', async () => {
    await check(await translated(await mount({ relay: '' })));
    const chat = await translated(await mount({ room: 'no room at all!' }));
    await untilStatus(chat, 'refused');
    await check(chat);
  });

  it('with a message that failed, near the limit, beyond it, with a name that cannot be and read-only', async () => {
    const chat = await openTranslated();
    await say(chat, REFUSED);
    await untilText(chat, 'Not sent.');
    await check(chat);
    await type(chat, 'x'.repeat(3950));
    await check(chat);
    await type(chat, 'x'.repeat(4001));
    await check(chat);
    await type(chat, '');
    const name = await openNaming(chat);
    await check(chat);
    name.value = '\u200b';
    name.blur();
    await untilText(chat, 'This name cannot be used.');
    await check(chat);
    chat.readOnly = true;
    await check(chat);
  });

  it('with another name suggested, and asked whether to be forgotten', async () => {
    // By the visitor; and before there were other words.
    const SAID = ['Remember me', 'Online'];
    const chat = await translated(await openKnown());
    press(get(chat, 'textbox', 'Your name'), 'Escape');
    await openNaming(chat);
    await check(chat, ...SAID);
    get(chat, 'button', 'Forget me').click();
    await check(chat, ...SAID);
    inputOf(chat).focus();
    await wishInVain(chat);
    await check(chat, ...SAID, /Guest \d+/g, /Ada of room-\S+( 2)?/g);
  });

  it('with a time to wait, somebody ignored, and commands', async () => {
    const waiting = await translated(await openWaiting(60));
    await waitUntil(() => part(waiting, 'patience')!.textContent.includes('⟦'), 'it goes on');
    await waitUntil(() => part(waiting, 'patience')!.nextElementSibling!.textContent, 'it is spoken');
    // It was online before there were other words.
    await check(waiting, 'Online', /⏳ 60/g, /\d+ sec(onds)?/g, /You can send again in \d+ seconds\./g);
    const { chat } = await openIgnoring(pseudo);
    part(chat, 'people')!.click();
    await untilPart(chat, 'unignore');
    await type(chat, '/');
    await waitUntil(() => chat.shadowRoot!.querySelector('[role=option]'));
    await check(chat, 'noise', 'Ada', COMMAND);
  });

  it('in a long room that is scrolled back, with news, to its beginning', async () => {
    const { chat, ada } = await openLongRoom(60);
    // Said before there were other words.
    await waitUntil(() => get(chat, 'status').textContent === 'Online', 'said');
    await translated(chat);
    await scrollTo(chat, 300);
    await ada.send('news');
    await untilText(chat, 'New messages');
    await check(chat, /message \d+/g, 'news', 'Ada');
    await chat.loadHistory();
    await check(chat, /message \d+/g, 'news', 'Ada');
    for (let index = 0; index < 6; index++) await ada.send('news');
    await waitUntil(() => get(chat, 'status').textContent.includes('new messages'), 'said');
    await check(chat, /message \d+/g, 'news', 'Ada');
  });
});
