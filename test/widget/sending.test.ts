import { expect } from '@open-wc/testing';
import type { Refused } from '../../protocol/refusals.js';
import {
  type AwesomeChat,
  bodiesOf,
  get,
  mount,
  newRoom,
  nowhere,
  openChat,
  Other,
  part,
  parts,
  REFUSED,
  say,
  settled,
  textOf,
  type,
  untilExtras,
  untilPart,
  untilText,
  inputOf,
  oneEvent,
} from './support/chat.js';
import { waitUntil } from './support/wait-until.js';

/** Visible nowhere, and not trimmed by the browser. */
const invisible = '\u200b\u2800';

describe('sending', () => {
  it('shows what was typed at once, and clears the field', async () => {
    const chat = await openChat();
    await say(chat, 'Hello!');
    expect(bodiesOf(chat)).to.deep.equal(['Hello!']);
    expect(inputOf(chat).value).to.equal('');
  });

  it('tells others, and the page when the relay holds it', async () => {
    const room = newRoom();
    const reader = await openChat({ room });
    const chat = await openChat({ room });
    setTimeout(() => say(chat, 'Hello!'));
    const { detail } = await oneEvent(chat, 'awesome-chat-sent');
    expect(detail.message).to.include({ message: 'Hello!', type: 'userMessage' });
    await untilText(reader, 'Hello!');
  });

  it('shows a message once, whatever comes first: the answer or the packet', async () => {
    const chat = await openChat();
    await Promise.all(['one', 'two', 'three'].map(text => chat.send(text)));
    await waitUntil(() => chat.messages.length === 3);
    await chat.updateComplete;
    expect(bodiesOf(chat)).to.deep.equal(['one', 'two', 'three']);
    expect(textOf(chat)).not.to.include('Sending');
  });

  it('keeps the order in which things were sent off', async () => {
    const chat = await openChat();
    const texts = Array.from({ length: 20 }, (_, index) => `message ${index}`);
    await Promise.all(texts.map(text => chat.send(text)));
    await waitUntil(() => chat.messages.length === 20);
    expect(chat.messages.map(({ message }) => message)).to.deep.equal(texts);
  });

  it('says in words that a message is not sent yet', async () => {
    const chat = await mount({ relay: nowhere() });
    await say(chat, 'Is anyone there?');
    expect(textOf(chat)).to.include('Is anyone there?').and.include('Sending…');
  });

  it('leaves what is being written alone where the page gives a command that is not there yet', async () => {
    const chat = await openChat();
    await untilExtras(chat);
    await type(chat, 'half a thought');
    await chat.send('/help').catch(() => {});
    await untilPart(chat, 'told');
    await settled(chat);
    expect(chat.messages).to.deep.equal([]);
    expect(inputOf(chat).value).to.equal('half a thought');
  });

  it('shows a tick at what the relay has, and at nothing else', async () => {
    const tickOf = (chat: AwesomeChat) =>
      parts(chat, 'body').map(body => getComputedStyle(body, '::after').content.includes('✓'));
    const chat = await openChat();
    await untilExtras(chat);
    await chat.send('kept');
    await say(chat, REFUSED);
    await untilText(chat, 'Not sent.');
    await (await Other.join(chat.room, 'Ada')).send('of another');
    await untilText(chat, 'of another');
    await settled(chat);
    const texts = bodiesOf(chat);
    expect(Object.fromEntries(texts.map((text, index) => [text, tickOf(chat)[index]]))).to.deep.equal({
      kept: true,
      [REFUSED]: false,
      'of another': false,
    });
  });

  it('says why a message was not sent, and keeps its text', async () => {
    const chat = await openChat();
    await say(chat, REFUSED);
    await untilText(chat, 'Not sent. You may not do this.');
    expect(bodiesOf(chat)).to.have.length(1);
  });

  it('does not send what cannot be seen, says so, and leaves it to be mended', async () => {
    const chat = await openChat();
    await untilExtras(chat);
    await say(chat, invisible);
    expect(textOf(chat)).to.include('There is nothing to send.');
    expect(bodiesOf(chat)).to.deep.equal([]);
    expect(inputOf(chat).value).to.equal(invisible);
  });

  it('tries again when asked to', async () => {
    const chat = await openChat();
    await say(chat, REFUSED);
    await untilText(chat, 'Not sent.');
    setTimeout(() => get(chat, 'button', 'Try again').click());
    const { detail } = await oneEvent(chat, 'awesome-chat-failed');
    expect(detail).to.include({ text: REFUSED, refusal: 'not-allowed' });
  });

  it('forgets a message that failed when asked to', async () => {
    const chat = await openChat();
    await say(chat, REFUSED);
    await untilText(chat, 'Not sent.');
    get(chat, 'button', 'Discard').click();
    await chat.updateComplete;
    expect(bodiesOf(chat)).to.deep.equal([]);
  });

  it('gives the message to who sent it by script', async () => {
    const chat = await openChat();
    const message = await chat.send('  Hello!  ');
    expect(message).to.include({ message: 'Hello!' });
    expect(message.from).to.deep.equal(chat.me);
  });

  it('rejects what cannot be sent with the word for no', async () => {
    const chat = await openChat({ attributes: { maxlength: '5' } });
    const refusalOf = (text: string) =>
      chat.send(text).then(undefined, (refused: Refused) => refused.refusal);
    expect(await refusalOf('   ')).to.equal('empty');
    expect(await refusalOf('123456')).to.equal('too-long');
    expect(await refusalOf(invisible)).to.equal('empty');
    chat.readOnly = true;
    expect(await refusalOf('hi')).to.equal('read-only');
    chat.relay = '';
    await chat.updateComplete;
    expect(await refusalOf('hi')).to.equal('unavailable');
  });

  it('lets the page change or prevent what is sent', async () => {
    const chat = await openChat();
    chat.addEventListener('awesome-chat-before-send', event => {
      if (event.detail.text === 'secret') event.preventDefault();
      event.detail.text = event.detail.text.toUpperCase();
    });
    await say(chat, 'secret');
    expect(inputOf(chat).value).to.equal('secret');
    await say(chat, 'hello');
    expect(bodiesOf(chat)).to.deep.equal(['HELLO']);
    await waitUntil(() => chat.messages.length === 1);
  });

  it('keeps what was typed while offline, and sends it once connected', async () => {
    const chat = await mount();
    await say(chat, 'Early');
    await waitUntil(() => chat.messages.length === 1);
    expect(bodiesOf(chat)).to.deep.equal(['Early']);
    expect(part(chat, 'message-own')!.dataset['type']).to.equal('myMessage');
  });
});
