import type { PartModule, PartName } from './part.js';

const modules: Record<PartName, () => Promise<PartModule>> = {
  launcher: () => import('./launcher.js'),
  'page-room': () => import('./page-room.js'),
  session: () => import('./session.js'),
  rooms: () => import('./rooms.js'),
  deeds: () => import('./deeds.js'),
  naming: () => import('./naming.js'),
  patience: () => import('./patience.js'),
  colors: () => import('./colors.js'),
  pictures: () => import('./pictures.js'),
  waiting: () => import('./waiting.js'),
  keyboard: () => import('./keyboard.js'),
  modal: () => import('./modal.js'),
  extras: () => import('./extras.js'),
};

/** Loads a part, as a bundler has packed it. @throws what `import` does */
export const importPart: (name: PartName, relay: string) => Promise<PartModule> = name => modules[name]();
