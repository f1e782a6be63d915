import { expect } from '@open-wc/testing';
import { newRoom, openChat, Other, part, untilExtras, type AwesomeChat } from './support/chat.js';
import { waitUntil } from './support/wait-until.js';

/** Without the marks that keep each name's direction to itself. */
const lineOf = (chat: AwesomeChat) => part(chat, 'typing')!.textContent.replace(/[\u2068\u2069]/g, '');
const until = (chat: AwesomeChat, line: string) => waitUntil(() => lineOf(chat) === line, line);

async function openWith(names: string[], lang = 'en'): Promise<[AwesomeChat, ...Other[]]> {
  const room = newRoom();
  const chat = await openChat({ room, attributes: { lang } });
  await untilExtras(chat);
  const others = names.map(name => Other.join(room, name));
  return [chat, ...(await Promise.all(others))];
}

describe('who is writing', () => {
  it('is told by name up to two, and as several beyond', async () => {
    const [chat, ada, bob, cy] = await openWith(['Ada', 'Bob', 'Cy']);
    await ada!.write();
    await until(chat, 'Ada is writing…');
    await bob!.write();
    await until(chat, 'Ada and Bob are writing…');
    await cy!.write();
    await until(chat, 'Several people are writing…');
    await bob!.send('done');
    await until(chat, 'Ada and Cy are writing…');
    await ada!.send('done');
    await until(chat, 'Cy is writing…');
    await cy!.send('done');
    await until(chat, '');
  });

  it('stands once, however often they say so, and each name keeps its direction to itself', async () => {
    const [chat, ada, levi] = await openWith(['Ada', 'לוי']);
    for (const other of [ada!, levi!, ada!]) await other.write();
    await until(chat, 'Ada and לוי are writing…');
    expect(part(chat, 'typing')!.textContent).to.equal('\u2068Ada\u2069 and \u2068לוי\u2069 are writing…');
  });

  it('is told in the language of the page', async () => {
    const [chat, ada, bob] = await openWith(['Ada', 'Bob'], 'de');
    await ada!.write();
    await bob!.write();
    await until(chat, 'Ada und Bob schreiben …');
  });
});
