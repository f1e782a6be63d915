import { DESKTOP, pageWith, PHONE, TALL } from './pages.js';
import type { Scene, Studio } from './studio.js';
import { VISITOR_SCENES } from './visitor-scenes.js';

async function converse(studio: Studio): Promise<void> {
  await studio.shows('Welcome to the most interesting chat room on earth!');
  const [ada, bob] = [await studio.comes('Ada'), await studio.comes('Bob')];
  await studio.shows('3 people');
  await ada.send('Has anyone tried the new release on a slow connection?');
  await ada.send('I pulled the plug in the middle of a sentence.');
  await bob.send('And?');
  await ada.send('Nothing lost. It waited, and went out when I was back 🎉');
  await bob.send('The notes are at https://example.org/notes/today');
  await studio.types('Good to know, thank you both.');
  await studio.shows('Good to know, thank you both.');
  await ada.send('See you on Thursday.');
  await studio.shows('See you on Thursday.');
}

async function converseInArabic(studio: Studio): Promise<void> {
  await studio.shows('Welcome to the most interesting chat room on earth!');
  const [layla, omar] = [await studio.comes('ليلى'), await studio.comes('عمر')];
  await studio.shows(/3/);
  await layla.send('مساء الخير! هل وصلت النسخة الجديدة؟');
  await omar.send('نعم، إصدار awesome-chat 0.1.0 متاح الآن.');
  await omar.send('English in between stays readable.');
  await studio.types('شكرا لكما.');
  await studio.shows('شكرا لكما.');
}

async function fillLog(studio: Studio): Promise<void> {
  await studio.shows('Welcome to the most interesting chat room on earth!');
  const people = [await studio.comes('Ada'), await studio.comes('Bob'), await studio.comes('Cy')];
  for (let count = 1; count <= 120; count++) {
    await people[Math.floor(count / 3) % 3]!.send(`This is sentence ${count} of a long conversation.`);
  }
  await studio.shows('This is sentence 120 of a long conversation.');
}

/** A page of some length, with a chat in its corner. */
const shop = (attributes = '', language = {}) =>
  pageWith(`layout="launcher" ${attributes}`, {
    style: 'p { margin: 0 0 1.25rem } h1 { font-size: 2rem }',
    text: `<h1>Field notes</h1>${'<p>The tide table hangs beside the door, and nobody reads it twice. Boats come in when they come in; the lamp is lit by hand, and the ledger is kept in pencil so that it can be mended.</p>'.repeat(6)}`,
    ...language,
  });

async function waitClosed(studio: Studio): Promise<void> {
  const launcher = studio.page.getByRole('button', { name: 'Awesome Chat' });
  await launcher.click();
  await studio.shows('Welcome to the most interesting chat room on earth!');
  await studio.page.keyboard.press('Escape');
  const ada = await studio.comes('Ada');
  await ada.send('Is anybody there?');
  await ada.send('I can wait.');
  await studio.page.getByRole('button', { name: '2 new messages' }).waitFor();
  await studio.page.mouse.click(10, 10);
}

async function converseInLauncher(studio: Studio): Promise<void> {
  await studio.page.getByRole('button', { name: 'Awesome Chat' }).click();
  await converse(studio);
}

/** As a phone's keyboard does it: what is seen of the page becomes lower. */
async function writeOnPhone(studio: Studio): Promise<void> {
  await converseInLauncher(studio);
  await studio.page.setViewportSize({ width: PHONE.width, height: 420 });
  await studio.page.getByRole('textbox').last().fill('Until then, and thank you for');
}

async function comeBack(studio: Studio): Promise<void> {
  await studio.shows('Welcome to the most interesting chat room on earth!');
  const ada = await studio.comes('Ada');
  for (let count = 1; count <= 12; count++)
    await ada.send(`Something that was said before, number ${count}.`);
  await studio.shows('number 12');
  await studio.page.getByRole('log').evaluate(log => (log.scrollTop = 0));
  await ada.send('The first that you have not seen.');
  await ada.send('And another.');
  await studio.page.getByRole('button', { name: '2 new messages' }).waitFor();
  await studio.page
    .getByRole('log')
    .evaluate(log => (log.scrollTop = log.scrollHeight - log.clientHeight - 60));
}

async function lookWhoIsHere(studio: Studio): Promise<void> {
  await converse(studio);
  for (const name of ['Grace', 'Linus', 'ليلى', 'Margaret']) await studio.comes(name);
  await studio.page.getByRole('button', { name: '7 people' }).click();
  await studio.page.getByText('Margaret').last().waitFor();
}

async function offer(studio: Studio): Promise<void> {
  await studio.page.getByRole('button', { name: 'Join the chat' }).waitFor();
}

export const SCENES: Scene[] = [
  { name: 'light', isForReadme: true, window: TALL, play: converse },
  { name: 'dark', isForReadme: true, window: TALL, browser: { colorScheme: 'dark' }, play: converse },
  { name: 'inline', window: DESKTOP, page: pageWith(), play: converse },
  {
    name: 'inline-dark',
    window: DESKTOP,
    browser: { colorScheme: 'dark' },
    page: pageWith(),
    play: converse,
  },
  { name: '2013', window: DESKTOP, page: pageWith('theme="2013"'), play: converse },
  { name: 'launcher-closed', window: DESKTOP, page: shop(), play: waitClosed },
  { name: 'launcher-open', window: DESKTOP, page: shop(), play: converseInLauncher },
  {
    name: 'launcher-dark',
    window: DESKTOP,
    browser: { colorScheme: 'dark' },
    page: shop('sound notifications placement="bottom-start"'),
    play: converseInLauncher,
  },
  {
    name: 'launcher-arabic',
    window: DESKTOP,
    page: shop('heading="دردشة" lang="ar"', { lang: 'ar', dir: 'rtl' }),
    play: async studio => {
      await studio.page.getByRole('button', { name: 'دردشة' }).click();
      await converseInArabic(studio);
    },
  },
  {
    name: 'launcher-forced-colours',
    window: DESKTOP,
    browser: { forcedColors: 'active' },
    page: shop('sound'),
    play: converseInLauncher,
  },
  { name: 'launcher-phone', window: PHONE, page: shop(), play: writeOnPhone },
  { name: 'launcher-zoomed', window: DESKTOP, zoom: 2, page: shop(), play: converseInLauncher },
  { name: 'unread', window: DESKTOP, page: pageWith(), play: comeBack },
  { name: 'people', window: DESKTOP, page: pageWith('sound notifications'), play: lookWhoIsHere },
  { name: 'click-to-load', window: DESKTOP, page: pageWith('click-to-load'), play: offer },
  {
    name: 'fill',
    window: { width: 240, height: 320 },
    page: pageWith('layout="fill"', { style: 'body { margin: 0; padding: 0; height: 100vh }' }),
    play: converse,
  },
  { name: 'phone', window: PHONE, page: pageWith(), play: converse },
  { name: 'narrow', window: { width: 240, height: 600 }, page: pageWith(), play: converse },
  {
    name: 'arabic',
    window: DESKTOP,
    page: pageWith('lang="ar"', { lang: 'ar', dir: 'rtl' }),
    play: converseInArabic,
  },
  {
    name: 'forced-colours',
    window: DESKTOP,
    browser: { forcedColors: 'active' },
    page: pageWith(),
    play: converse,
  },
  {
    name: 'empty',
    window: DESKTOP,
    page: pageWith(),
    play: studio => studio.page.getByRole('button', { name: 'Send' }).waitFor(),
  },
  {
    name: 'offline',
    window: DESKTOP,
    page: pageWith(),
    async play(studio) {
      await converse(studio);
      await studio.page.context().setOffline(true);
      await studio.relay.close();
      await studio.types('This one waits until we are back.');
      await studio.page.locator('awesome-chat:state(offline), awesome-chat:state(reconnecting)').waitFor();
    },
  },
  {
    name: 'refused',
    window: DESKTOP,
    relay: { origins: ['https://www.example.org'] },
    page: pageWith(),
    play: studio => studio.shows('This site may not use'),
  },
  {
    name: 'failed',
    window: DESKTOP,
    hasClock: true,
    page: pageWith(),
    async play(studio) {
      await converse(studio);
      await studio.relay.close();
      await studio.types('This one did not get through.');
      await studio.page.clock.fastForward('02:00');
      await studio.page.getByRole('button', { name: 'Try again' }).waitFor();
    },
  },
  { name: 'long-thread', window: DESKTOP, relay: { rate: 'off' }, page: pageWith(), play: fillLog },
  { name: 'zoom-200', window: DESKTOP, zoom: 2, page: pageWith(), play: converse },
  { name: 'zoom-400', window: DESKTOP, zoom: 4, page: pageWith(), play: converse },
  ...VISITOR_SCENES,
];
