import { expect, fixture, html } from '@open-wc/testing';
import { withhold } from './support/platform.js';
import {
  inputOf,
  mount,
  newRoom,
  openChat,
  openNaming,
  Other,
  part,
  press,
  settled,
  untilExtras,
  untilStatus,
  untilText,
  type AwesomeChat,
} from './support/chat.js';
import { waitUntil } from './support/wait-until.js';

async function openLauncher(attributes: Record<string, string> = {}, room = newRoom()): Promise<AwesomeChat> {
  const chat = await openChat({ room, attributes: { layout: 'launcher', ...attributes } });
  await waitUntil(() => part(chat, 'launcher'), 'the launcher is there');
  return chat;
}

const panelOf = (chat: AwesomeChat) => part(chat, 'base')!;
const isShown = (chat: AwesomeChat) => panelOf(chat).checkVisibility();
const focusedIn = (chat: AwesomeChat) => chat.shadowRoot!.activeElement;

async function activate(button: HTMLElement, chat: AwesomeChat): Promise<void> {
  button.focus();
  button.click();
  await chat.updateComplete;
}

describe('a launcher', () => {
  it('is a button, and the chat a dialog that it opens, and closes', async () => {
    const chat = await openLauncher();
    const button = part(chat, 'launcher')!;
    expect(isShown(chat)).to.equal(false);
    expect(button.ariaLabel).to.equal('Awesome Chat');
    expect(button.ariaExpanded).to.equal('false');
    await activate(button, chat);
    expect(isShown(chat)).to.equal(true);
    expect(chat.hasAttribute('open')).to.equal(true);
    expect(panelOf(chat).getAttribute('role')).to.equal('dialog');
    expect(button.ariaExpanded).to.equal('true');
    await activate(button, chat);
    expect(isShown(chat)).to.equal(false);
  });

  it('is above all that the page has', async () => {
    const chat = await openLauncher({ open: '' });
    const cover = await fixture<HTMLElement>(html`<div></div>`);
    cover.style.cssText = 'position: fixed; inset: 0; z-index: 2147483647';
    const { left, top } = panelOf(chat).getBoundingClientRect();
    expect(document.elementFromPoint(left + 20, top + 20)).to.equal(chat);
  });

  it('moves the focus into the chat, and back to what opened it', async () => {
    const chat = await openLauncher();
    const button = await fixture<HTMLElement>(html`<button data-awesome-chat-toggle>Talk to us</button>`);
    await activate(button, chat);
    expect(chat.open).to.equal(true);
    expect(button.ariaExpanded).to.equal('true');
    expect(focusedIn(chat)).to.equal(inputOf(chat));
    press(inputOf(chat), 'Escape');
    await chat.updateComplete;
    expect(chat.open).to.equal(false);
    expect(document.activeElement).to.equal(button);
  });

  it('has a button of its own in the panel that closes it, and the focus is back on the launcher', async () => {
    const chat = await openLauncher();
    await activate(part(chat, 'launcher')!, chat);
    expect(part(chat, 'close')!.ariaLabel).to.equal('Close');
    await activate(part(chat, 'close')!, chat);
    expect(chat.open).to.equal(false);
    expect(focusedIn(chat)).to.equal(part(chat, 'launcher'));
  });

  it('is closed by Escape on its own button, too', async () => {
    const chat = await openLauncher();
    chat.show();
    await chat.updateComplete;
    part(chat, 'launcher')!.focus();
    press(part(chat, 'launcher')!, 'Escape');
    await chat.updateComplete;
    expect(chat.open).to.equal(false);
    expect(focusedIn(chat)).to.equal(part(chat, 'launcher'));
  });

  it('opens and closes where the browser knows no popovers', async () => {
    withhold(HTMLElement.prototype, 'popover', 'showPopover', 'hidePopover', 'togglePopover');
    const chat = await openLauncher();
    const button = await fixture<HTMLElement>(html`<button data-awesome-chat-toggle>Talk to us</button>`);
    await activate(button, chat);
    expect(isShown(chat)).to.equal(true);
    expect(focusedIn(chat)).to.equal(inputOf(chat));
    const cover = await fixture<HTMLElement>(html`<div></div>`);
    cover.style.cssText = 'position: fixed; inset: 0; z-index: 2147482999';
    const { left, top } = panelOf(chat).getBoundingClientRect();
    expect(document.elementFromPoint(left + 20, top + 20)).to.equal(chat);
    press(inputOf(chat), 'Escape');
    await chat.updateComplete;
    expect(isShown(chat)).to.equal(false);
    expect(document.activeElement).to.equal(button);
  });

  it('stays open when Escape ends the choice of a name', async () => {
    const chat = await openLauncher();
    await activate(part(chat, 'launcher')!, chat);
    press(await openNaming(chat), 'Escape');
    await chat.updateComplete;
    expect(chat.open).to.equal(true);
  });

  it('open from the start takes the focus from nobody', async () => {
    const field = await fixture<HTMLElement>(html`<input aria-label="Search" />`);
    field.focus();
    const chat = await openLauncher({ open: '' });
    expect(isShown(chat)).to.equal(true);
    expect(document.activeElement).to.equal(field);
  });

  it('asks the page before it opens', async () => {
    const chat = await openLauncher();
    const states: string[][] = [];
    chat.addEventListener('awesome-chat-toggle', event => {
      states.push([event.detail.oldState, event.detail.newState]);
      if (states.length === 1) event.preventDefault();
    });
    chat.show();
    expect(chat.open).to.equal(false);
    chat.show();
    chat.show();
    expect(chat.open).to.equal(true);
    chat.toggle();
    expect(states).to.deep.equal([
      ['closed', 'open'],
      ['closed', 'open'],
      ['open', 'closed'],
    ]);
  });

  it('takes the commands of the page’s own buttons', async () => {
    const chat = await openLauncher({ id: 'commanded' });
    const command = (name: string) =>
      chat.dispatchEvent(Object.assign(new Event('command'), { command: name }));
    command('--show');
    expect(chat.open).to.equal(true);
    command('--close');
    command('--toggle');
    expect(chat.open).to.equal(false);
  });

  it('takes them from real ones, where the browser knows of such buttons', async function () {
    if (!('commandForElement' in HTMLButtonElement.prototype)) this.skip();
    const chat = await openLauncher({ id: 'called' });
    const button = await fixture<HTMLElement>(
      html`<button command="--toggle" commandfor="called">Talk to us</button>`,
    );
    await activate(button, chat);
    expect(isShown(chat)).to.equal(true);
    await activate(button, chat);
    expect(isShown(chat)).to.equal(false);
  });

  it('a button that names another chat leaves it alone', async () => {
    const chat = await openLauncher({ id: 'this-one' });
    const other = await fixture<HTMLElement>(html`<button data-awesome-chat-toggle="that-one"></button>`);
    other.click();
    expect(chat.open).to.equal(false);
    other.dataset.awesomeChatToggle = 'this-one';
    other.click();
    expect(chat.open).to.equal(true);
  });

  it('counts on its badge what came while it was closed, and shows from where on that is new', async () => {
    const room = newRoom();
    const chat = await openLauncher({}, room);
    await untilExtras(chat);
    const ada = await Other.join(room, 'Ada');
    const counts: number[] = [];
    chat.addEventListener('awesome-chat-unread', ({ detail }) => counts.push(detail.count));
    await ada.send('one');
    await ada.send('two');
    await waitUntil(() => part(chat, 'badge')!.textContent === '2');
    expect(part(chat, 'launcher')!.ariaLabel).to.equal('Awesome Chat, 2 new messages');
    chat.show();
    await untilText(chat, 'New messages');
    await waitUntil(() => chat.unread === 0);
    await chat.updateComplete;
    expect(part(chat, 'badge')!.checkVisibility()).to.equal(false);
    expect(counts).to.deep.equal([1, 2, 0]);
  });

  it('stands in the corner that it is told to', async () => {
    const chat = await openLauncher({ open: '' });
    const left = () => panelOf(chat).getBoundingClientRect().left;
    const middle = innerWidth / 2;
    expect(part(chat, 'launcher')!.getBoundingClientRect().left).to.be.above(middle);
    const atEnd = left();
    chat.placement = 'bottom-start';
    await chat.updateComplete;
    expect(part(chat, 'launcher')!.getBoundingClientRect().left).to.be.below(middle);
    expect(left()).to.be.below(atEnd);
  });

  it('has nothing that axe objects to, closed and open', async () => {
    const chat = await openLauncher();
    await expect(chat).to.be.accessible();
    chat.show();
    await chat.updateComplete;
    await expect(chat).to.be.accessible();
  });

  it('becomes an ordinary chat again, and goes with the element', async () => {
    const chat = await openLauncher({ open: '' });
    chat.layout = 'inline';
    await chat.updateComplete;
    expect(part(chat, 'launcher')).to.equal(null);
    expect(isShown(chat)).to.equal(true);
    expect(panelOf(chat).getAttribute('role')).to.equal(null);
    expect(getComputedStyle(chat).position).to.equal('static');
    chat.layout = 'launcher';
    await waitUntil(() => part(chat, 'launcher'));
    const parent = chat.parentElement!;
    chat.remove();
    expect(part(chat, 'launcher')).to.equal(null);
    parent.append(chat);
    await waitUntil(() => part(chat, 'launcher'));
  });
});

describe('loading', () => {
  it('lazily connects once the chat is near', async () => {
    const spacer = await fixture<HTMLElement>(html`<div></div>`);
    spacer.style.height = '500vh';
    const chat = await mount({ attributes: { loading: 'lazy' } });
    await chat.updateComplete;
    expect(chat.status).to.equal('idle');
    chat.scrollIntoView();
    await untilStatus(chat, 'online');
  });

  it('lazily connects a launcher that is opened', async () => {
    const chat = await mount({ attributes: { layout: 'launcher', loading: 'lazy' } });
    await waitUntil(() => part(chat, 'launcher'));
    expect(chat.status).to.equal('idle');
    chat.show();
    await untilStatus(chat, 'online');
  });

  it('waits for the visitor where it is told to', async () => {
    const chat = await mount({ attributes: { 'click-to-load': '' } });
    await untilText(chat, 'The chat connects to its server once you join.');
    expect(chat.status).to.equal('idle');
    expect(inputOf(chat).checkVisibility()).to.equal(false);
    await expect(chat).to.be.accessible();
    part(chat, 'load')!.click();
    await untilStatus(chat, 'online');
    expect(part(chat, 'load')).to.equal(null);
    expect(inputOf(chat).checkVisibility()).to.equal(true);
  });

  it('waits for the visitor in a launcher that is open from the start, too', async () => {
    const attributes = { layout: 'launcher', open: '', 'click-to-load': '' };
    const chat = await mount({ attributes });
    await waitUntil(() => part(chat, 'launcher') && part(chat, 'load'), 'it waits');
    await settled(chat);
    expect(chat.status).to.equal('idle');
    part(chat, 'load')!.click();
    await untilStatus(chat, 'online');
  });
});

describe('layout fill', () => {
  it('takes all of its container, whatever its size', async () => {
    for (const [width, height] of [
      [240, 120],
      [700, 900],
    ]) {
      const box = await fixture<HTMLElement>(html`<div></div>`);
      box.style.cssText = `width: ${width}px; height: ${height}px`;
      const chat = document.createElement('awesome-chat');
      chat.layout = 'fill';
      box.append(chat);
      await chat.updateComplete;
      const { width: ownWidth, height: ownHeight } = part(chat, 'base')!.getBoundingClientRect();
      expect([ownWidth, ownHeight]).to.deep.equal([width, height]);
    }
  });
});
