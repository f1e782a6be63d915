import { expect, fixture, html } from '@open-wc/testing';
import { FakeViewport } from './support/platform.js';
import { inputOf, openChat, part, risen, settled, untilPart, type AwesomeChat } from './support/chat.js';
import { waitUntil } from './support/wait-until.js';

const LOW_PX = 220;

const panelOf = (chat: AwesomeChat) => part(chat, 'base')!;
const heightOf = (chat: AwesomeChat) => panelOf(chat).offsetHeight;

/** The keyboard comes up, and the panel is as low as what it leaves. */
async function coverBy(viewport: FakeViewport, chat: AwesomeChat, offsetTop = 0): Promise<void> {
  viewport.change({ height: LOW_PX, offsetTop });
  await waitUntil(() => heightOf(chat) === LOW_PX, 'it fits');
}

async function openLauncher(): Promise<AwesomeChat> {
  const chat = await openChat({ attributes: { layout: 'launcher', open: '' } });
  await risen(chat);
  return chat;
}

/** Inside a container that it fills, or where it stands. */
async function openInline(layout: string): Promise<AwesomeChat> {
  const box = await fixture<HTMLElement>(html`<div></div>`);
  box.style.height = '400px';
  const chat = await openChat({ attributes: { layout } });
  box.append(chat);
  await settled(chat);
  return chat;
}

for (const layout of ['inline', 'fill'])
  describe(`a keyboard that covers the page, layout ${layout}`, () => {
    it('leaves the chat in sight while one writes, and gives the room back once it is gone', async () => {
      const viewport = FakeViewport.put();
      const chat = await openInline(layout);
      const whole = heightOf(chat);
      chat.focus();
      await coverBy(viewport, chat);
      expect(panelOf(chat).getBoundingClientRect().top).to.be.at.least(0);
      viewport.change({ height: innerHeight });
      expect(heightOf(chat)).to.equal(whole);
      viewport.change({ height: LOW_PX });
      expect(heightOf(chat)).to.equal(LOW_PX);
      inputOf(chat).blur();
      expect(heightOf(chat)).to.equal(whole);
    });

    it('does nothing to a chat in which nobody writes, or at which one looks more closely', async () => {
      const viewport = FakeViewport.put();
      const chat = await openInline(layout);
      const whole = heightOf(chat);
      chat.focus();
      await coverBy(viewport, chat);
      inputOf(chat).blur();
      viewport.change({ height: LOW_PX + 1 });
      expect(heightOf(chat)).to.equal(whole);
      viewport.change({ height: innerHeight });
      chat.focus();
      viewport.change({ height: LOW_PX, scale: 2 });
      expect(heightOf(chat)).to.equal(whole);
    });
  });

describe('a keyboard that covers the page, layout launcher', () => {
  it('has the panel stand upon it, and down again once it is gone', async () => {
    const viewport = FakeViewport.put();
    const chat = await openLauncher();
    const before = panelOf(chat).getBoundingClientRect();
    await coverBy(viewport, chat, 30);
    const { top, bottom, width } = panelOf(chat).getBoundingClientRect();
    expect([top, bottom, width]).to.deep.equal([30, LOW_PX + 30, before.width]);
    viewport.offsetTop = 50;
    viewport.dispatchEvent(new Event('scroll'));
    expect(panelOf(chat).getBoundingClientRect().top).to.equal(50);
    viewport.change({ height: innerHeight, offsetTop: 0 });
    expect(panelOf(chat).getBoundingClientRect()).to.deep.equal(before);
  });

  it('has a panel that is lower than what is left stand upon it, too', async () => {
    const viewport = FakeViewport.put();
    const chat = await openLauncher();
    chat.style.setProperty('--awesome-chat-height', '150px');
    viewport.change({ height: LOW_PX });
    await waitUntil(() => panelOf(chat).getBoundingClientRect().bottom === LOW_PX, 'it stands there');
    expect(heightOf(chat)).to.equal(150);
  });

  it('leaves one that is opened above it in sight', async () => {
    const viewport = FakeViewport.put();
    const chat = await openLauncher();
    await coverBy(viewport, chat);
    chat.hide();
    await chat.updateComplete;
    viewport.change({ height: LOW_PX - 20 });
    chat.show();
    await chat.updateComplete;
    expect(heightOf(chat)).to.equal(LOW_PX - 20);
  });

  it('is not what one has who looks more closely', async () => {
    const viewport = FakeViewport.put();
    const chat = await openLauncher();
    const whole = heightOf(chat);
    await coverBy(viewport, chat);
    viewport.change({ height: innerHeight });
    viewport.change({ height: LOW_PX, offsetTop: 90, scale: 2 });
    expect(heightOf(chat)).to.equal(whole);
  });

  it('is forgotten with the launcher', async () => {
    const viewport = FakeViewport.put();
    const chat = await openLauncher();
    await coverBy(viewport, chat);
    chat.layout = 'inline';
    await chat.updateComplete;
    expect(heightOf(chat)).to.be.above(LOW_PX);
    chat.layout = 'launcher';
    await untilPart(chat, 'launcher');
    chat.remove();
    expect(panelOf(chat).style.top).to.equal('');
  });
});
