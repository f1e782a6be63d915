// A relay whose answers to "what came since" leave out the first message.
import { Recent } from '../../../dist/server/recent.js';
import { SqliteRooms } from '../../../dist/server/store/sqlite-rooms.js';

for (const { prototype } of [Recent, SqliteRooms]) {
  const { changesAfter } = prototype;
  prototype.changesAfter = function (...args) {
    const page = changesAfter.apply(this, args);
    return page && { ...page, messages: page.messages.slice(1) };
  };
}
