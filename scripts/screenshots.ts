import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { launchChromium } from '../test/support/browser.js';
import { SCENES } from './screenshots/scenes.js';
import { Studio } from './screenshots/studio.js';

/**
 * `npm run screenshots`: the chat in its states, as pictures of the running product. Those of the README go to
 * `docs/images/`, all others to `screenshots/`, to be looked at. `--only NAME,NAME` takes some of them.
 */
const { values } = parseArgs({ options: { only: { type: 'string' } } });
const names = values.only?.split(',') ?? SCENES.map(({ name }) => name);
const unknown = names.filter(name => !SCENES.some(scene => scene.name === name));
if (unknown.length > 0) throw new Error(`There is no scene ${unknown.join(', ')}.`);

const browser = await launchChromium();
try {
  for (const scene of SCENES.filter(({ name }) => names.includes(name))) {
    const folder = scene.isForReadme ? 'docs/images' : 'screenshots';
    mkdirSync(folder, { recursive: true });
    const path = join(folder, `${scene.name}.png`);
    await Studio.shoot(browser, scene, path);
    console.log(path);
  }
} finally {
  await browser.close();
}
