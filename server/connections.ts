import type { Connection } from './connection.js';

/** The open connections of a space. */
export class Connections implements Iterable<Connection> {
  readonly #byPerson = new Map<string, Set<Connection>>();

  /** Knows it from now on until it ends. */
  add(connection: Connection): void {
    const { id } = connection.person;
    const theirs = this.#byPerson.get(id) ?? new Set();
    this.#byPerson.set(id, theirs.add(connection));
    connection.socket.once('disconnect', () => {
      theirs.delete(connection);
      if (theirs.size === 0) this.#byPerson.delete(id);
    });
  }

  /** Those of one person: each tab has its own. */
  of(id: string): Iterable<Connection> {
    return this.#byPerson.get(id) ?? [];
  }

  *[Symbol.iterator](): Iterator<Connection> {
    for (const theirs of this.#byPerson.values()) yield* theirs;
  }
}
