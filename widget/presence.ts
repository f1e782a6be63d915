import type { People, PeopleChange } from '../protocol/events.js';
import type { Person } from '../protocol/messages.js';
import type { Comings } from './timeline.js';

/** Who is in a room, as far as the relay tells: makes news of what it says. */
export class Presence {
  /** How many are here. */
  count = 0;
  #known = new Map<string, Person>();

  /** Those known by name. */
  get list(): Person[] {
    return [...this.#known.values()];
  }

  /** Everyone, as told on coming in: no news. */
  reset({ count, list = [] }: People): void {
    this.count = count;
    this.#known = new Map(list.map(person => [person.id, person]));
  }

  /** Takes a change. @returns who came, went or has another name, but for the visitor */
  take(change: PeopleChange, myId: string | undefined): Comings {
    const { joined = [], left = [] } = change;
    const news: Comings = { joined: [], left, renamed: [] };
    for (const person of joined) {
      const was = this.#known.get(person.id);
      if (person.id === myId) continue;
      if (!was) news.joined.push(person);
      else if (was.name !== person.name) news.renamed.push({ was, person });
    }
    this.reset({ count: change.count, list: change.list ?? this.#after(joined, left) });
    return news;
  }

  #after(joined: Person[], left: Person[]): Person[] {
    const gone = new Set(left.map(({ id }) => id));
    return [...this.list, ...joined].filter(({ id }) => !gone.has(id));
  }
}
