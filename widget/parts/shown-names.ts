import type { Person } from '../../protocol/messages.js';
import type { AwesomeChat } from '../awesome-chat.js';

/** The names that are to be seen, of others in the log and of all in the list of people, and whose each is. */
export function* shownNames(chat: AwesomeChat): Generator<[name: HTMLElement, person: Person | undefined]> {
  const all = (selector: string) => chat.shadowRoot!.querySelectorAll<HTMLElement>(selector);
  const authors = new Map(chat.messages.map(({ id, from }) => [id, from]));
  for (const name of all('.message:not(.own) [part=author]'))
    yield [name, authors.get(name.closest<HTMLElement>('.message')!.dataset['id']!)];
  const people = new Map(chat.people.map(person => [person.id, person]));
  for (const row of all('[part=people-list] li'))
    yield [row.querySelector('bdi')!, people.get(row.dataset['id']!)];
}
