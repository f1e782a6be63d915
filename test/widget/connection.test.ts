import { expect, fixture, html, nextFrame } from '@open-wc/testing';
import {
  AwesomeChat,
  bodiesOf,
  cutAll,
  get,
  hangingUpgrades,
  liveSockets,
  mount,
  newRoom,
  nowhere,
  oneEvent,
  openChat,
  Other,
  relayUrl,
  say,
  textOf,
  untilStatus,
  untilText,
} from './support/chat.js';
import { waitUntil } from './support/wait-until.js';

describe('the connection', () => {
  it('is told in words', async () => {
    const chat = await mount();
    expect(textOf(chat)).to.include('Connecting…');
    await untilStatus(chat, 'online');
    expect(textOf(chat)).to.include('Online').and.include('1 person');
  });

  it('is told to the page', async () => {
    const chat = document.createElement('awesome-chat');
    const told: string[] = [];
    chat.addEventListener('awesome-chat-status', event => told.push(event.detail.status));
    Object.assign(chat, { relay: relayUrl, room: newRoom() });
    setTimeout(() => fixture(html`${chat}`));
    const { detail } = await oneEvent(chat, 'awesome-chat-ready');
    await untilStatus(chat, 'online');
    await nextFrame();
    expect(detail).to.deep.equal({ room: chat.room, me: chat.me });
    expect(told).to.deep.equal(['connecting', 'online']);
    expect(chat.matches(':state(online)')).to.equal(true);
  });

  it('is a state for style sheets also before anybody wants it', async () => {
    const chat = await mount({ attributes: { 'click-to-load': '' } });
    expect(chat.matches(':state(idle)')).to.equal(true);
    chat.connect();
    await untilStatus(chat, 'online');
    await nextFrame();
    expect(chat.matches(':state(idle)')).to.equal(false);
  });

  it('is one for all widgets of a page that use the same relay', async () => {
    const room = newRoom();
    const one = await openChat({ room });
    const same = await openChat({ room });
    const other = await openChat();
    expect(liveSockets()).to.have.length(1);
    expect(one.me).to.deep.equal(other.me);
    await one.send('Hello');
    await untilText(same, 'Hello');
    expect(bodiesOf(other)).to.deep.equal([]);
    expect(bodiesOf(same)).to.deep.equal(['Hello']);
  });

  it('stays until the last of them is gone', async () => {
    const one = await openChat();
    const other = await openChat();
    one.remove();
    await nextFrame();
    expect(liveSockets()).to.have.length(1);
    await other.send('Still here');
    other.remove();
    await nextFrame();
    expect(liveSockets()).to.have.length(0);
  });

  it('comes back by itself, as the same person, with what was missed', async () => {
    const room = newRoom();
    const ada = await Other.join(room, 'Ada');
    const chat = await openChat({ room });
    const { me } = chat;
    await ada.send('before');
    await untilText(chat, 'before');
    const [socket] = liveSockets()
      .filter(({ url }) => url)
      .slice(-1);
    socket!.close();
    await untilStatus(chat, 'reconnecting');
    expect(textOf(chat)).to.include('Reconnecting…').and.include('before');
    await ada.sendMany(60, index => `missed ${index}`);
    await untilStatus(chat, 'online');
    await waitUntil(() => chat.messages.length === 61);
    await chat.updateComplete;
    expect(bodiesOf(chat)).to.deep.equal([
      'before',
      ...Array.from({ length: 60 }, (_, index) => `missed ${index}`),
    ]);
    expect(chat.me).to.deep.equal(me);
  });

  it('sends what was not answered again, and it is there once', async () => {
    const room = newRoom();
    const chat = await openChat({ room });
    const sent = ['one', 'two', 'three'].map(text => chat.send(text));
    cutAll();
    await Promise.all(sent);
    await waitUntil(() => chat.messages.length === 3);
    await chat.updateComplete;
    expect(bodiesOf(chat)).to.deep.equal(['one', 'two', 'three']);
  });

  it('falls back to polling where the upgrade hangs', async () => {
    await hangingUpgrades(async () => {
      const chat = await openChat();
      await chat.send('Through the proxy');
      await waitUntil(() => chat.messages.length === 1);
      chat.remove();
    });
  });

  it('that is never made is told with what to do about it', async () => {
    const relay = nowhere();
    const chat = await mount({ relay });
    await untilStatus(chat, 'offline');
    expect(textOf(chat)).to.include('Offline').and.include(`no answer from ${relay}`);
  });

  it('needs to be told where to, and says how', async () => {
    const chat = await mount({ relay: '' });
    expect(chat.status).to.equal('idle');
    expect(textOf(chat)).to.include('Set the relay attribute');
  });

  it('says so where the relay has no address at all', async () => {
    const chat = await mount({ relay: 'http://' });
    expect(textOf(chat)).to.include('no answer from http://');
  });

  it('can be let go of, and taken up again', async () => {
    const chat = await openChat();
    await chat.send('before');
    await untilText(chat, 'before');
    chat.disconnect();
    expect(chat.status).to.equal('idle');
    await waitUntil(() => liveSockets().length === 0);
    await chat.updateComplete;
    expect(textOf(chat)).to.include('before').and.include('Not connected');
    chat.connect();
    await untilStatus(chat, 'online');
    expect(bodiesOf(chat)).to.deep.equal(['before']);
  });

  it('is refused in words', async () => {
    const chat = await mount({ room: 'not a room name' });
    await untilStatus(chat, 'refused');
    expect(textOf(chat)).to.include('Not connected').and.include('The chat did not understand this.');
  });
});

describe('the element', () => {
  it('keeps its connection, log and text when it is moved', async () => {
    const chat = await openChat();
    await chat.send('Hello');
    await untilText(chat, 'Hello');
    const [socket] = liveSockets();
    const place = document.createElement('div');
    chat.parentElement!.append(place);
    place.append(chat);
    await nextFrame();
    await nextFrame();
    expect(liveSockets()).to.deep.equal([socket]);
    expect(chat.status).to.equal('online');
    await say(chat, 'Still here');
    expect(bodiesOf(chat)).to.deep.equal(['Hello', 'Still here']);
  });

  it('comes back when it is put on the page again', async () => {
    const chat = await openChat();
    await chat.send('Hello');
    const parent = chat.parentElement!;
    chat.remove();
    await nextFrame();
    expect(liveSockets()).to.have.length(0);
    parent.append(chat);
    await untilStatus(chat, 'online');
    expect(bodiesOf(chat)).to.deep.equal(['Hello']);
  });

  it('leaves nothing behind, however often it comes and goes', async () => {
    const watched = watchPage();
    for (let round = 0; round < 10; round++) {
      const chat = await openChat();
      await chat.send('Hello');
      chat.remove();
      await nextFrame();
    }
    await waitUntil(() => liveSockets().length === 0);
    watched.stop();
    expect([...watched.timers.values()]).to.deep.equal([]);
    expect([...watched.listeners]).to.deep.equal([]);
  });

  it('takes properties that were set before it was defined', async () => {
    class Late extends AwesomeChat {}
    const late = document.createElement('late-chat') as AwesomeChat;
    const room = newRoom();
    Object.assign(late, { relay: relayUrl, room, heading: 'Early bird' });
    await fixture(html`${late}`);
    customElements.define('late-chat', Late);
    await late.updateComplete;
    await untilStatus(late, 'online');
    expect(get(late, 'heading').textContent).to.equal('Early bird');
    expect(late.room).to.equal(room);
  });
});

/** Timers of the widget and global listeners that are set from now on, and still there. */
function watchPage() {
  const timers = new Map<number, string>();
  const listeners = new Set<string>();
  const { setTimeout, clearTimeout, setInterval, clearInterval } = window;
  const { addEventListener, removeEventListener } = window;
  const watching = {
    setTimeout(task: () => void, ms?: number): number {
      const id: number = setTimeout(() => {
        timers.delete(id);
        task();
      }, ms);
      const stack = new Error().stack!;
      if (stack.includes('/widget/controllers/') || !stack.includes('/test/')) timers.set(id, stack);
      return id;
    },
    clearTimeout(id?: number): void {
      timers.delete(id!);
      clearTimeout(id);
    },
    setInterval(task: () => void, ms?: number): number {
      const id: number = setInterval(task, ms);
      const stack = new Error().stack!;
      if (stack.includes('/widget/')) timers.set(id, stack);
      return id;
    },
    clearInterval(id?: number): void {
      timers.delete(id!);
      clearInterval(id);
    },
    addEventListener(...args: Parameters<typeof addEventListener>): void {
      listeners.add(args[0]);
      addEventListener.apply(window, args);
    },
    removeEventListener(...args: Parameters<typeof removeEventListener>): void {
      listeners.delete(args[0]);
      removeEventListener.apply(window, args);
    },
  };
  Object.assign(window, watching);
  const own = { setTimeout, clearTimeout, setInterval, clearInterval, addEventListener, removeEventListener };
  const stop = () => Object.assign(window, own);
  return { timers, listeners, stop };
}
