import { copyOnClick } from '../copying.js';
import { readExample } from './example.js';
import { writeRecipes } from './recipes.js';
import { sceneOf } from './scenes.js';
import { Stage } from './stage.js';

const MISSING = 'It is not to be seen here.';

const place = document.querySelector<HTMLElement>('#stage')!;
const shown = document.querySelector<HTMLElement>('#shown')!;
const spoken = document.querySelector<HTMLElement>('#spoken')!;
const stage = new Stage(place);
const entries = document.querySelectorAll<HTMLElement>('.entry');
const buttons = [...entries].map(entry => {
  const button = entry.querySelector<HTMLElement>('.show')!;
  button.addEventListener('click', () => void toggle(entry, button));
  copyOnClick(entry.querySelector<HTMLElement>('.copy')!, entry.querySelector('pre')!, spoken);
  return button;
});

writeRecipes();

async function toggle(entry: HTMLElement, button: HTMLElement): Promise<void> {
  const isOn = button.ariaPressed !== 'true';
  for (const other of buttons) other.ariaPressed = String(other === button && isOn);
  if (!isOn) return leave();
  const example = readExample(entry);
  const { note = '', missing = MISSING } = sceneOf(example.title);
  const tell = (text: string) => {
    if (button.ariaPressed === 'true') shown.replaceChildren(codeOf(example.title), ' ', text);
  };
  tell('…');
  await stage.show(example).then(
    () => tell(note),
    () => tell(missing),
  );
}

function codeOf(title: string): HTMLElement {
  const code = document.createElement('code');
  code.dir = 'ltr';
  code.textContent = title;
  return code;
}

function leave(): void {
  stage.hide();
  shown.textContent = '';
}

// Who only looks at the recipes sees them only.
const nearness = new IntersectionObserver(
  seen => {
    if (!seen.at(-1)!.isIntersecting) return;
    nearness.disconnect();
    void stage.open();
  },
  { rootMargin: '50%' },
);
nearness.observe(place);
