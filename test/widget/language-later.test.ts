import { expect } from '@open-wc/testing';
import {
  mount,
  newRoom,
  openMenu,
  Other,
  part,
  say,
  tokenOf,
  untilExtras,
  untilPart,
  untilStatus,
  untilText,
} from './support/chat.js';
import { FakeNotification } from './support/platform.js';
import { check, COMMAND, openTranslated, translated } from './support/translated.js';
import { waitUntil } from './support/wait-until.js';

describe('every word that comes later is translated', () => {
  it('of a launcher, and where one has to ask for the chat', async () => {
    const attributes = { layout: 'launcher', open: '', 'click-to-load': '' };
    const chat = await translated(await mount({ attributes }));
    await untilPart(chat, 'launcher');
    await untilPart(chat, 'load');
    await check(chat);
    part(chat, 'load')!.click();
    await untilStatus(chat, 'online');
    chat.hide();
    await (await Other.join(chat.room, 'Ada')).send('news');
    await waitUntil(() => part(chat, 'badge')!.textContent === '1', 'it counts');
    await check(chat, 'news', 'Ada', /\b1\b/g);
  });

  it('of the choices in the header, and of who is writing', async () => {
    FakeNotification.put();
    const room = newRoom();
    const said = { Ada: '⟦', Bob: ' and ', Cyd: 'Several' };
    const chat = await openTranslated(room, { sound: '', notifications: '', rooms: `${room} another` });
    await untilPart(chat, 'rooms');
    await untilPart(chat, 'notifications');
    for (const [name, sign] of Object.entries(said)) {
      await (await Other.join(room, name)).write();
      await waitUntil(() => part(chat, 'typing')!.textContent.includes(sign), name);
      await check(chat, ...Object.keys(said), /,? and|,/g, room, 'another');
    }
  });

  it('of what a moderator can do, and of what has come of it', async () => {
    const token = await tokenOf({ sub: 'mora', name: 'Mora', role: 'moderator' });
    const chat = await openTranslated(newRoom(), { token });
    await untilExtras(chat);
    const ada = await Other.join(chat.room, 'Ada');
    await ada.send('noise');
    await untilText(chat, 'noise');
    const items = await openMenu(chat);
    expect(items).to.have.length(6);
    await check(chat, 'noise', 'Ada');
    items[0]!.click();
    await untilText(chat, 'Done.');
    await untilText(chat, 'This message was removed.');
    await check(chat, 'Ada', 'noise');
    for (const command of ['/help', '/dance', '/ban', '/ban nobody', '/ignore Ada']) {
      await say(chat, command);
      expect(part(chat, 'told')!.textContent, command).to.include('⟦');
      await check(chat, 'Ada', 'noise', COMMAND);
    }
  });
});
