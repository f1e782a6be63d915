import type { AwesomeChat } from '../awesome-chat.js';
import { dispatch } from '../events.js';
import { enLater } from '../i18n/en-later.js';
import { Alerts } from './alerts.js';
import { extrasStyles } from './extras-styles.js';
import { Ignoring } from './ignoring.js';
import { OfferDeeds } from './offer-deeds.js';
import { NameField } from './name-field.js';
import { showInTitle } from './page-title.js';
import type { Inside, Part } from './part.js';
import { PeopleList } from './people-list.js';
import { adopt } from './sheet.js';
import { Walk } from './walk.js';
import { tellWhen } from './when.js';
import { Writing } from './writing.js';

/**
 * What is of use once there is something to read: who is here, being told of what comes while one looks away, and why
 * something cannot be.
 */
export function createPart(chat: AwesomeChat, inside: () => Inside): Part {
  inside().learn(enLater);
  const root = chat.shadowRoot!;
  const undress = adopt(root, extrasStyles);
  const people = new PeopleList(chat, inside);
  const alerts = new Alerts(chat, inside);
  const name = new NameField(chat, inside);
  const writing = new Writing(chat, inside);
  const ignoring = new Ignoring(chat, inside);
  const deeds = new OfferDeeds(chat, inside);
  const walk = new Walk(chat, inside);
  const log = root.querySelector<HTMLElement>('[role=log]')!;
  const tell = (event: Event) => tellWhen(event, inside().tags);
  for (const name of ['pointerover', 'click']) log.addEventListener(name, tell);
  let toldUnread = 0;
  const look = () => chat.requestUpdate();
  document.addEventListener('visibilitychange', look);
  if (navigator.maxTouchPoints) inside().want('keyboard');
  return {
    update() {
      const { unread: count, people: present, messages, me } = chat;
      const { suggestion, resumesAt, want } = inside();
      showInTitle(chat, count);
      if (count !== toldUnread) dispatch(chat, 'unread', { count });
      toldUnread = count;
      people.update();
      alerts.update();
      name.update();
      ignoring.update();
      walk.update();
      if ([me, ...present, ...messages.map(({ from }) => from)].some(person => person?.color)) want('colors');
      if (suggestion) want('naming');
      if (resumesAt! > Date.now()) want('patience');
    },
    remove() {
      showInTitle(chat, 0);
      for (const name of ['pointerover', 'click']) log.removeEventListener(name, tell);
      document.removeEventListener('visibilitychange', look);
      people.remove();
      alerts.remove();
      name.remove();
      writing.remove();
      ignoring.remove();
      deeds.remove();
      walk.remove();
      undress();
    },
  };
}
