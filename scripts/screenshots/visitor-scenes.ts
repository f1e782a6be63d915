import { readFileSync } from 'node:fs';
import { SECRET } from '../../test/support/jwt.js';
import { pageWith } from './pages.js';
import type { Scene, Studio } from './studio.js';

/** A chat of which one part matters, whatever the language of its words. */
interface Act {
  name: string;
  attributes?: string;
  relay?: Scene['relay'];
  play: Scene['play'];
}

const WINDOW = { width: 900, height: 620 };
const NARROW = { width: 320, height: 560 };

/** The same as it looks in the light, in the dark, from right to left, in 320 px, and in the system's own colours. */
function inAllLooks({ name, attributes = '', relay, play }: Act): Scene[] {
  const scene = {
    window: WINDOW,
    page: pageWith(attributes, { nickname: '' }),
    ...(relay && { relay }),
    play,
  };
  const arabic = pageWith(`${attributes} lang="ar"`, { lang: 'ar', dir: 'rtl', nickname: '' });
  return [
    { ...scene, name },
    { ...scene, name: `${name}-dark`, browser: { colorScheme: 'dark' } },
    { ...scene, name: `${name}-arabic`, page: arabic },
    { ...scene, name: `${name}-narrow`, window: NARROW },
    { ...scene, name: `${name}-forced-colours`, browser: { forcedColors: 'active' } },
  ];
}

const part = ({ page }: Studio, name: string) => page.locator(`awesome-chat [part~=${name}]`).last();

/** Somebody talks, and all of the chat has come. */
async function begin(studio: Studio, room = 'lobby'): Promise<void> {
  await studio.shows('Welcome to the most interesting chat room on earth!');
  const [ada, bob] = [await studio.comes('Ada', room), await studio.comes('Bob', room)];
  await bob.send('Shall we meet at seven?');
  await ada.send('Seven is fine. I bring the good biscuits.');
  await studio.shows('the good biscuits');
  await studio.page.locator('awesome-chat [part=people]:enabled').waitFor();
}

async function openMenu(studio: Studio): Promise<void> {
  await part(studio, 'body').hover();
  await part(studio, 'actions').click();
  await part(studio, 'menu').waitFor();
}

async function openNaming({ page }: Studio): Promise<void> {
  await page.locator('awesome-chat .name:enabled').click();
}

const ACTS: Act[] = [
  {
    name: 'menu',
    async play(studio) {
      await begin(studio);
      await openMenu(studio);
    },
  },
  {
    name: 'commands',
    async play(studio) {
      await begin(studio);
      await studio.page.getByRole('textbox').last().pressSequentially('/');
      await part(studio, 'suggestions').waitFor();
    },
  },
  {
    name: 'rooms',
    attributes: 'rooms="lobby help kitchen team/harbour"',
    async play(studio) {
      await begin(studio);
      await studio.page.locator('awesome-chat [part~=room]').nth(3).waitFor();
      const [cy, dee] = [await studio.comes('Cy', 'help'), await studio.comes('Dee', 'kitchen')];
      for (const text of ['Who can help me?', 'It is about the kettle.']) await cy.send(text);
      await dee.send('The kettle is here.');
      await studio.page.locator('awesome-chat [part~=room] span').getByText(/[1١]/).first().waitFor();
    },
  },
  {
    name: 'ignored',
    async play(studio) {
      await begin(studio);
      await openMenu(studio);
      await studio.page.locator('awesome-chat [role=menuitem]').first().click();
      await part(studio, 'people').click();
      await part(studio, 'unignore').waitFor();
    },
  },
  {
    name: 'countdown',
    relay: { rooms: [{ name: 'lobby', slow: '30s' }] },
    async play(studio) {
      await begin(studio);
      await studio.types('I shall be there.');
      await studio.types('And I bring the tea.');
      await part(studio, 'patience').waitFor();
    },
  },
  {
    name: 'bad-name',
    relay: { tokenSecret: SECRET },
    async play(studio) {
      await begin(studio);
      await studio.signsIn({ name: 'Ada Lovelace' })('That is what I am called.');
      await openNaming(studio);
      await studio.page.keyboard.type('Ada Lovelace');
      await studio.page.keyboard.press('Enter');
      await part(studio, 'instead').waitFor();
    },
  },
  {
    name: 'colours',
    async play(studio) {
      await begin(studio);
      const [cy, dee] = [await studio.comes('Cy'), await studio.comes('Dee')];
      await cy.recolor('purple');
      await dee.recolor('teal');
      await cy.send('I shall be late.');
      await dee.send('So shall I.');
      await studio.types('Then half past seven.');
      await openNaming(studio);
      await part(studio, 'colors').locator('input').nth(2).click();
      await studio.page.locator('awesome-chat .message [data-color=teal]').waitFor();
    },
  },
  {
    name: 'forget-me',
    async play(studio) {
      await begin(studio);
      await studio.types('I shall be there.');
      await openNaming(studio);
      await part(studio, 'forget').waitFor();
    },
  },
  {
    name: 'forget-me-asked',
    async play(studio) {
      await begin(studio);
      await studio.types('I shall be there.');
      await openNaming(studio);
      await part(studio, 'forget').getByRole('button').click();
      await part(studio, 'forget').getByRole('button').nth(1).waitFor();
    },
  },
  {
    name: 'pictures',
    attributes: 'pictures',
    relay: { tokenSecret: SECRET },
    async play(studio) {
      const body = readFileSync('demo/ada.svg');
      await studio.page.route('**/ada.svg', route => route.fulfill({ body, contentType: 'image/svg+xml' }));
      await begin(studio);
      const say = studio.signsIn({ name: 'Ada Lovelace', picture: '/ada.svg' });
      await say('This is who I am.');
      await say('The engine is not a thing that thinks.');
      await part(studio, 'people').click();
      await studio.page.locator('awesome-chat [part=people-list] [part=picture]').waitFor();
    },
  },
];

/** What a visitor can do, and what is done about it. */
export const VISITOR_SCENES: Scene[] = ACTS.flatMap(inAllLooks);
