import { expect } from '@open-wc/testing';
import { mount, untilStatus } from './support/chat.js';
import { roomOf } from '../../widget/parts/page-room.js';
import { waitUntil } from './support/wait-until.js';

const at = location.href;
const goTo = (path: string) => history.pushState(null, '', path);

function setCanonical(href: string): void {
  const link = document.createElement('link');
  link.rel = 'canonical';
  link.href = href;
  document.head.append(link);
}

afterEach(() => {
  goTo(at);
  document.querySelector('link[rel=canonical]')?.remove();
});

describe('the room of a page', () => {
  it('is its path', () => {
    goTo('/blog/2026/a-post?ref=mail#top');
    expect(roomOf('path')).to.equal('/blog/2026/a-post');
    goTo('/k%C3%BCche/caf%65%CC%81');
    expect(roomOf('path')).to.equal('/küche/café');
  });

  it('is what the page says of its address', () => {
    expect(roomOf('canonical')).to.equal(location.host.replace(':', '-') + location.pathname + hashAfter());
    setCanonical('https://example.org/posts/1?utm=x');
    expect(roomOf('canonical')).to.equal('example.org/posts/1');

    function hashAfter() {
      return roomOf('canonical').slice((location.host + location.pathname).length);
    }
  });

  it('has a name that the relay takes, and another one for each page', () => {
    const paths = ['/a b', '/a;b', '/a%20;b', `/${'x'.repeat(200)}`, `/${'x'.repeat(201)}`, '/%E0%A4%A', '/'];
    const rooms = paths.map(path => {
      goTo(path);
      return roomOf('path');
    });
    for (const room of rooms) expect(room).to.match(/^[\p{L}\p{M}\p{N}\-_./]{1,128}$/u);
    expect(new Set(rooms).size).to.equal(paths.length);
  });

  it('is entered at once, and followed where the page goes', async () => {
    goTo('/first');
    const chat = await mount({ attributes: { 'room-from': 'path' } });
    await untilStatus(chat, 'online');
    expect(chat.room).to.equal('/first');
    goTo('/second');
    document.title = 'The second page';
    await waitUntil(() => chat.room === '/second');
    await untilStatus(chat, 'online');
  });
});
