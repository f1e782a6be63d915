import type { AwesomeChat } from '../awesome-chat.js';
import { dispatch } from '../events.js';
import { enParts, lateRefusals } from '../i18n/en-parts.js';
import type { Translation } from '../i18n/translation.js';
import { Alerts } from './alerts.js';
import { extrasStyles } from './extras-styles.js';
import { showInTitle } from './page-title.js';
import type { Inside, Part } from './part.js';
import { PeopleList } from './people-list.js';
import { adopt } from './sheet.js';
import { walk } from './walk.js';

/** What is of use once there is something to read: who is here, and being told of what comes while one looks away. */
export function createPart(chat: AwesomeChat, inside: () => Inside): Part {
  const root = chat.shadowRoot!;
  const undress = adopt(root, extrasStyles);
  const people = new PeopleList(chat, inside);
  const alerts = new Alerts(chat, inside);
  const log = root.querySelector<HTMLElement>('[role=log]')!;
  log.addEventListener('keydown', walk);
  let toldUnread = 0;
  const look = () => chat.requestUpdate();
  document.addEventListener('visibilitychange', look);
  const stopFitting = fitAboveKeyboard(chat);
  return {
    update() {
      complete(inside().words, chat);
      const { unread: count } = chat;
      showInTitle(chat, count);
      if (count !== toldUnread) dispatch(chat, 'unread', { count });
      toldUnread = count;
      people.update();
      alerts.update();
    },
    remove() {
      showInTitle(chat, 0);
      log.removeEventListener('keydown', walk);
      document.removeEventListener('visibilitychange', look);
      people.remove();
      alerts.remove();
      stopFitting();
      undress();
    },
  };
}

/** Brings the English words that the script has left out, where there are no others. */
function complete(words: Translation, chat: AwesomeChat): void {
  if (words.notLoaded) return;
  Object.assign(words.refusals, { ...lateRefusals, ...words.refusals });
  Object.assign(words, { ...enParts, ...words });
  chat.requestUpdate();
}

/** Where the keyboard of a phone leaves less room than the chat takes, it takes no more, and is all to be seen. */
function fitAboveKeyboard(chat: AwesomeChat): () => void {
  const viewport = visualViewport!;
  const panel = chat.shadowRoot!.querySelector<HTMLElement>('[part=base]')!;
  const fit = () => {
    const isWriting = chat.layout !== 'launcher' && document.activeElement === chat;
    const isCovered = isWriting && viewport.scale === 1 && viewport.height < panel.offsetHeight;
    if (!isWriting) panel.style.maxHeight = '';
    if (!isCovered) return;
    panel.style.maxHeight = `${viewport.height}px`;
    panel.scrollIntoView({ block: 'nearest' });
  };
  const ended = new AbortController();
  viewport.addEventListener('resize', fit, { signal: ended.signal });
  chat.addEventListener('focusout', () => (panel.style.maxHeight = ''), { signal: ended.signal });
  return () => {
    ended.abort();
    panel.style.maxHeight = '';
  };
}
