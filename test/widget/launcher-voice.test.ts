import { expect } from '@open-wc/testing';
import { newRoom, openChat, Other, untilPart, type AwesomeChat } from './support/chat.js';
import { waitUntil } from './support/wait-until.js';

async function openClosed(room: string): Promise<AwesomeChat> {
  const chat = await openChat({ room, attributes: { layout: 'launcher' } });
  await untilPart(chat, 'launcher');
  return chat;
}

describe('what a screen reader hears of a launcher', () => {
  /** What changes in a region that is shown, as long as the test lasts. */
  function listenTo(chat: AwesomeChat): string[] {
    const heard: string[] = [];
    const regionOf = ({ target }: MutationRecord) =>
      (target instanceof Element ? target : target.parentElement)?.closest('[role=status]');
    const hear = (records: MutationRecord[]) => {
      for (const region of new Set(records.map(regionOf)))
        if (region?.checkVisibility())
          heard.push(...region.textContent.split('\n').map(plain).filter(Boolean));
    };
    const options = { childList: true, characterData: true, subtree: true };
    new MutationObserver(hear).observe(chat.shadowRoot!, options);
    return heard;
  }

  const plain = (text: string) => text.replace(/[\u2068\u2069]/g, '').trim();
  const until = (heard: string[], sentence: string) =>
    waitUntil(() => heard.includes(sentence), `"${sentence}" is told`);

  it('is each new message once, closed and open, and a number where they are many', async () => {
    const room = newRoom();
    const ada = await Other.join(room, 'Ada');
    await ada.send('from before');
    const chat = await openClosed(room);
    const heard = listenTo(chat);
    await chat.send('my own');
    await ada.send('Hello!');
    await until(heard, 'Ada: Hello!');
    await Promise.all(Array.from({ length: 30 }, (_, index) => ada.send(`message ${index}`)));
    await until(heard, '30 new messages');
    chat.show();
    await ada.send('Now you see me');
    await until(heard, 'Ada: Now you see me');
    chat.hide();
    await ada.send('And now?');
    await until(heard, 'Ada: And now?');
    expect(heard).to.deep.equal(['Ada: Hello!', '30 new messages', 'Ada: Now you see me', 'Ada: And now?']);
  });

  it('is the same words again when they are said again', async () => {
    const room = newRoom();
    const chat = await openClosed(room);
    const ada = await Other.join(room, 'Ada');
    const heard = listenTo(chat);
    for (let count = 0; count < 2; count++) {
      heard.length = 0;
      await ada.send('Ping');
      await until(heard, 'Ada: Ping');
    }
  });
});
