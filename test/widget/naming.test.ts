import { expect } from '@open-wc/testing';
import {
  all,
  get,
  inputOf,
  openChat,
  openNaming,
  Other,
  part,
  press,
  say,
  settled,
  textOf,
  tokenOf,
  type,
  untilExtras,
  untilPart,
  untilText,
  type AwesomeChat,
} from './support/chat.js';
import { openKnown, wish, wishInVain } from './support/situations.js';
import { waitUntil } from './support/wait-until.js';

/** A chat whose visitor this device does not know. */
async function openNewcomer(): Promise<AwesomeChat> {
  const chat = await openChat();
  const { id } = chat.me!;
  chat.signOut();
  await waitUntil(() => chat.status === 'online' && chat.me!.id !== id, 'a new guest');
  return chat;
}

describe('a name that cannot be', () => {
  it('has another one beside it, which is taken by one press', async () => {
    const chat = await openChat();
    const suggested = `Ada of ${chat.room} 2`;
    const button = await wishInVain(chat);
    expect(button.textContent).to.equal(`Use “\u2068${suggested}\u2069” instead`);
    await expect(chat).to.be.accessible();
    button.focus();
    button.click();
    await waitUntil(() => chat.me!.name === suggested && !part(chat, 'instead'), 'it is taken');
    expect(chat.shadowRoot!.querySelector('#note')!.textContent).to.equal('');
    expect(chat.shadowRoot!.activeElement).to.equal(inputOf(chat));
  });

  it('has none beside it where that is what one is called already', async () => {
    const chat = await openNewcomer();
    press(await openNaming(chat), 'Escape');
    await waitUntil(() => chat.shadowRoot!.querySelector('#note + [role=status]'), 'all is there');
    await wish(chat, 'Admin');
    await untilText(chat, 'This name cannot be used.');
    await settled(chat);
    expect(part(chat, 'instead')?.textContent).to.equal(undefined);
  });

  it('leaves what is being written as it is', async () => {
    const chat = await openChat();
    const field = await openNaming(chat);
    // What is not prevented the browser does where the focus goes: it begins a new line.
    expect(press(field, 'Enter')).to.equal(false);
    expect(chat.shadowRoot!.activeElement).to.equal(inputOf(chat));
  });

  it('is forgotten once one goes on writing', async () => {
    const chat = await openChat();
    await wishInVain(chat);
    await type(chat, 'Never mind');
    await settled(chat);
    expect(part(chat, 'instead')).to.equal(null);
  });

  it('has one also where it was wished by a command', async () => {
    const chat = await openChat();
    const name = `Bob of ${chat.room}`;
    await Other.join(chat.room, '', await tokenOf({ sub: name, name }));
    await untilExtras(chat);
    await say(chat, `/nick ${name}`);
    await waitUntil(() => part(chat, 'told'), 'commands are there');
    await say(chat, `/nick ${name}`);
    await untilPart(chat, 'instead');
  });

  it('tells the page of the other one', async () => {
    const chat = await openChat();
    const told = new Promise<CustomEvent>(resolve =>
      chat.addEventListener('awesome-chat-error', resolve as EventListener, { once: true }),
    );
    await wish(chat, 'Admin');
    const { detail } = await told;
    expect(detail.refusal).to.equal('bad-name');
    expect(detail.suggestion).to.match(/^Guest \d{4}$/);
  });
});

describe('being forgotten', () => {
  // Other files have left something, too.
  beforeEach(() => localStorage.clear());

  const kept = () => Object.keys(localStorage).filter(key => /^awesome-chat (1|ignored)/.test(key));

  it('is asked for beside one’s name, once more, and makes one a new guest', async () => {
    const chat = await openKnown();
    const { id } = chat.me!;
    expect(kept()).to.have.length(1);
    await type(chat, 'half a tho');
    await openNaming(chat);
    get(chat, 'button', 'Forget me').click();
    expect(textOf(chat)).to.include('This device forgets your name and what you have typed.');
    expect(chat.shadowRoot!.activeElement).to.equal(get(chat, 'button', 'Cancel'));
    get(chat, 'button', 'Forget me').click();
    await waitUntil(() => chat.status === 'online' && chat.me!.id !== id, 'a new guest');
    expect(kept()).to.deep.equal([]);
    expect(inputOf(chat).value).to.equal('');
    expect(part(chat, 'forget')).to.equal(null);
    expect(chat.shadowRoot!.activeElement).to.equal(inputOf(chat));
  });

  it('is not offered to whom only another relay of the site knows', async () => {
    const chat = await openNewcomer();
    localStorage.setItem('awesome-chat 1 https://other.example.org/socket.io/', '{"resume":"x"}');
    await openNaming(chat);
    await untilPart(chat, 'colors');
    await settled(chat);
    expect(part(chat, 'forget')).to.equal(null);
    localStorage.removeItem('awesome-chat 1 https://other.example.org/socket.io/');
  });

  it('is not done with Cancel, nor with Escape', async () => {
    const chat = await openKnown();
    const { id, name } = chat.me!;
    get(chat, 'button', 'Forget me').click();
    get(chat, 'button', 'Cancel').click();
    await settled(chat);
    expect(part(chat, 'forget')).to.equal(null);
    await openNaming(chat);
    await untilPart(chat, 'forget');
    get(chat, 'button', 'Forget me').click();
    press(get(chat, 'button', 'Cancel'), 'Escape');
    await settled(chat);
    expect(part(chat, 'forget')).to.equal(null);
    await openNaming(chat);
    expect((await untilPart(chat, 'forget')).textContent.trim()).to.equal('Forget me');
    expect([chat.me!.id, chat.me!.name]).to.deep.equal([id, name]);
    expect(kept()).to.have.length(1);
  });

  it('is reached by Tab from the field, which stays open meanwhile', async () => {
    const chat = await openKnown();
    const field = get<HTMLInputElement>(chat, 'textbox', 'Your name');
    field.value = 'not yet a wish';
    get(chat, 'button', 'Forget me').focus();
    expect(field.isConnected).to.equal(true);
    press(get(chat, 'button', 'Forget me'), 'Enter');
    expect(field.isConnected).to.equal(true);
    inputOf(chat).focus();
    expect(field.isConnected).to.equal(false);
    await untilText(chat, 'Chatting as not yet a wish');
  });

  it('is not offered to whom this device does not know', async () => {
    const chat = await openNewcomer();
    await openNaming(chat);
    await settled(chat);
    expect(all(chat, 'button', 'Forget me')).to.deep.equal([]);
  });

  it('is not offered to whom the site has signed in', async () => {
    const token = await tokenOf({ sub: 'nameless' });
    const chat = await openChat({ attributes: { token } });
    await chat.send('Hello');
    await openNaming(chat);
    await settled(chat);
    expect(all(chat, 'button', 'Forget me')).to.deep.equal([]);
  });
});
