import { expect } from '@open-wc/testing';
import {
  all,
  bodiesOf,
  get,
  inputOf,
  openChat,
  openNaming,
  press,
  refusing,
  say,
  settled,
  textOf,
  type,
  untilText,
} from './support/chat.js';
import { waitUntil } from './support/wait-until.js';

describe('composer', () => {
  it('sends with Enter, and with the button', async () => {
    const chat = await openChat();
    await say(chat, 'one');
    await type(chat, 'two');
    get(chat, 'button', 'Send').click();
    await chat.updateComplete;
    expect(bodiesOf(chat)).to.deep.equal(['one', 'two']);
  });

  it('breaks the line with Shift+Enter', async () => {
    const chat = await openChat();
    await type(chat, 'one');
    expect(press(inputOf(chat), 'Enter', { shiftKey: true })).to.equal(true);
    expect(bodiesOf(chat)).to.deep.equal([]);
    expect(inputOf(chat).value).to.equal('one');
  });

  it('keeps line breaks', async () => {
    const chat = await openChat();
    await say(chat, 'one\ntwo');
    const [body] = [...chat.shadowRoot!.querySelectorAll('[part=body]')];
    expect(body!.textContent).to.equal('one\ntwo');
    expect(getComputedStyle(body!).whiteSpaceCollapse).to.equal('preserve');
  });

  it('does not send while a word is being composed', async () => {
    const chat = await openChat();
    await type(chat, 'にほ');
    press(inputOf(chat), 'Enter', { isComposing: true });
    // Safari: composing has ended before this key, and only its code tells.
    press(inputOf(chat), 'Enter', { keyCode: 229 });
    expect(bodiesOf(chat)).to.deep.equal([]);
    press(inputOf(chat), 'Enter', { keyCode: 13 });
    await chat.updateComplete;
    expect(bodiesOf(chat)).to.deep.equal(['にほ']);
  });

  it('sends nothing where there is only white space', async () => {
    const chat = await openChat();
    await say(chat, '  \n ');
    expect(bodiesOf(chat)).to.deep.equal([]);
    expect(inputOf(chat).value).to.equal('  \n ');
  });

  it('grows with the text to about six lines, and shrinks again', async () => {
    const chat = await openChat();
    const heightOf = async (lines: number) => {
      await type(chat, Array(lines).fill('x').join('\n'));
      return inputOf(chat).offsetHeight;
    };
    const [one, three, six, twenty] = [
      await heightOf(1),
      await heightOf(3),
      await heightOf(6),
      await heightOf(20),
    ];
    expect(three).to.be.above(one);
    expect(six).to.be.above(three);
    expect(twenty).to.be.below(six * 1.2);
    expect(await heightOf(1)).to.equal(one);
  });

  it('says how much is left near the limit, and does not send more', async () => {
    const chat = await openChat({ attributes: { maxlength: '120' } });
    await type(chat, 'x'.repeat(10));
    expect(textOf(chat)).not.to.include('left');
    await type(chat, 'x'.repeat(100));
    expect(textOf(chat)).to.include('20 left');
    await say(chat, 'x'.repeat(123));
    expect(textOf(chat)).to.include('3 too many');
    expect(inputOf(chat).getAttribute('aria-invalid')).to.equal('true');
    expect(inputOf(chat).value).to.have.length(123);
    expect(bodiesOf(chat)).to.deep.equal([]);
  });

  it('cannot be used and says why where one may only read', async () => {
    const chat = await openChat({ attributes: { readonly: '' } });
    expect(inputOf(chat).disabled).to.equal(true);
    expect(get<HTMLButtonElement>(chat, 'button', 'Send').disabled).to.equal(true);
    expect(textOf(chat)).to.include('You can read here, but not write.');
    chat.readOnly = false;
    await chat.updateComplete;
    expect(inputOf(chat).disabled).to.equal(false);
  });

  it('keeps the typed text while read-only and back', async () => {
    const chat = await openChat();
    await type(chat, 'half a tho');
    chat.readOnly = true;
    await chat.updateComplete;
    chat.readOnly = false;
    await chat.updateComplete;
    expect(inputOf(chat).value).to.equal('half a tho');
  });

  it('takes the focus with focus(), also of the element', async () => {
    const chat = await openChat();
    chat.focus();
    expect(chat.shadowRoot!.activeElement).to.equal(inputOf(chat));
    expect(document.activeElement).to.equal(chat);
  });
});

describe('the name', () => {
  const nameInput = (chat: Parameters<typeof get>[0]) => get<HTMLInputElement>(chat, 'textbox', 'Your name');

  it('is shown as a guest name that can be changed', async () => {
    const chat = await openChat();
    expect(textOf(chat)).to.include(`Chatting as ${chat.me!.name}`);
    await openNaming(chat);
    expect(chat.shadowRoot!.activeElement).to.equal(nameInput(chat));
    nameInput(chat).value = 'Grace';
    press(nameInput(chat), 'Enter');
    await untilText(chat, 'Chatting as Grace');
    expect(chat.me!.name).to.equal('Grace');
    expect(chat.shadowRoot!.activeElement).to.equal(inputOf(chat));
    expect((await chat.send('Hello')).from.name).to.equal('Grace');
  });

  it('is not taken while it is being composed', async () => {
    const chat = await openChat();
    await openNaming(chat);
    nameInput(chat).value = 'グレ';
    press(nameInput(chat), 'Enter', { isComposing: true });
    press(nameInput(chat), 'Enter', { keyCode: 229 });
    await settled(chat);
    expect(chat.shadowRoot!.activeElement).to.equal(nameInput(chat));
    press(nameInput(chat), 'Enter', { keyCode: 13 });
    await untilText(chat, 'Chatting as グレ');
  });

  it('is applied on leaving the field', async () => {
    const chat = await openChat();
    await openNaming(chat);
    nameInput(chat).value = 'Grace';
    nameInput(chat).blur();
    await untilText(chat, 'Chatting as Grace');
  });

  it('stays as it was with Escape', async () => {
    const chat = await openChat();
    const { name } = chat.me!;
    await openNaming(chat);
    nameInput(chat).value = 'Grace';
    press(nameInput(chat), 'Escape');
    await settled(chat);
    expect(textOf(chat)).to.include(`Chatting as ${name}`);
  });

  it('that cannot be used is told, and the old one stays', async () => {
    const chat = await openChat();
    const { name } = chat.me!;
    await openNaming(chat);
    nameInput(chat).value = '\u200b';
    press(nameInput(chat), 'Enter');
    await untilText(chat, 'This name cannot be used.');
    expect(textOf(chat)).to.include(`Chatting as ${name}`);
    await openNaming(chat);
    nameInput(chat).value = 'Grace';
    press(nameInput(chat), 'Enter');
    await untilText(chat, 'Chatting as Grace');
    // Not in all of its text: what was told to a screen reader stays there.
    const note = chat.shadowRoot!.querySelector('#note')!;
    await waitUntil(() => note.textContent === '', 'nothing is wrong any more');
  });

  it('that comes too fast is told, and the old one stays', async () => {
    const chat = await openChat();
    const { name } = chat.me!;
    await refusing('rename', { refusal: 'too-fast', retryAfter: 1000 }, async () => {
      await openNaming(chat);
      nameInput(chat).value = 'Grace';
      press(nameInput(chat), 'Enter');
      await untilText(chat, 'Too fast. Please wait a moment.');
    });
    expect(textOf(chat)).to.include(`Chatting as ${name}`);
  });

  it('is not offered where the page gives one', async () => {
    const chat = await openChat({ attributes: { nickname: 'Ada' } });
    await waitUntil(() => chat.me!.name === 'Ada');
    await chat.updateComplete;
    expect(all(chat, 'button', 'Ada')).to.deep.equal([]);
    chat.nickname = 'Grace';
    await waitUntil(() => chat.me!.name === 'Grace');
  });
});
