import { Client } from './client.js';
import type { World } from './world.js';

/** How long a relay is down, at most, in ms. */
const DOWN_MS = 15_000;

type Action = (world: World) => void;

/** All that may happen in a schedule. */
export const ACTIONS = {
  send(world) {
    world.random.pick(world.clients).send(world.newText());
  },
  sendMany(world) {
    const client = world.random.pick(world.clients);
    for (let count = world.random.between(2, 6); count > 0; count--) client.send(world.newText());
  },
  edit(world) {
    const { room, socket, wire } = world.random.pick(world.clients);
    const { messages } = room.replica;
    if (messages.length === 0 || !socket || !wire) return;
    const { id, message } = world.random.pick(messages);
    const text = `${world.textOf(message)} v${world.newNumber()}`;
    wire.send('relay', () => {
      // Refused, as when it is pruned meanwhile: nobody waits for it.
      if (socket.connected) socket.edit(room.name, id, text).catch(() => {});
    });
  },
  cut(world) {
    world.random.pick(world.clients).cut(world.random.pick([0, 20, 3000]));
  },
  silence(world) {
    world.random.pick(world.clients).wire?.silence();
  },
  stall(world) {
    world.random.pick(world.clients).wire?.stall(world.random.between(100, 10_000));
  },
  wake(world) {
    void world.random.pick(world.clients).room.catchUp();
  },
  loadOlder(world) {
    void world.random.pick(world.clients).room.loadOlder();
  },
  loadNewer(world) {
    void world.random.pick(world.clients).room.loadNewer();
  },
  goToNewest(world) {
    void world.random.pick(world.clients).room.goToNewest();
  },
  forget(world) {
    const { room } = world.random.pick(world.clients);
    const { length } = room.replica.messages;
    if (length < 2) return;
    if (world.random.chance(0.3)) void room.loadOlder();
    const count = world.random.between(1, length - 1);
    const isAbove = world.random.chance(0.5);
    room.replica.forget(isAbove ? count : 0, isAbove ? 0 : count);
    room.timeline.update();
  },
  retry(world) {
    const { delivery } = world.random.pick(world.clients).room;
    const failed = delivery.pending.find(({ draft }) => draft.state === 'failed');
    if (failed) delivery.onRetry(failed.draft);
  },
  discard(world) {
    const { delivery } = world.random.pick(world.clients).room;
    const failed = delivery.pending.find(({ draft }) => draft.state === 'failed');
    if (failed) delivery.onDiscard(failed.draft);
  },
  walk(world) {
    world.random.pick(world.clients).walk(world.random.pick(world.conditions.rooms));
  },
  /** All go to one room: the others may leave memory. */
  gather(world) {
    const room = world.random.pick(world.conditions.rooms);
    for (const client of world.clients) if (client.room.name !== room) client.walk(room);
  },
  reload(world) {
    const old = world.random.pick(world.clients);
    old.close();
    const index = world.clients.indexOf(old);
    world.clients[index] = new Client(`${old.name}'`, world, world.random.pick(world.conditions.rooms));
    world.gone.push(old);
  },
  crash(world) {
    world.crash();
    world.startAfter(world.random.between(0, DOWN_MS));
  },
  crashBeforeCommit(world) {
    world.trouble.trap = 'before';
  },
  crashAfterCommit(world) {
    world.trouble.trap = 'after';
  },
  loseThread(world) {
    world.relay?.store.dieAndGoOn();
  },
  loseThreadAfterCommit(world) {
    world.trouble.trap = 'thread';
  },
  prune(world) {
    world.relay?.prune();
  },
  backUp(world) {
    world.backUp();
  },
  restore(world) {
    world.restore();
    world.startAfter(world.random.between(0, DOWN_MS));
  },
  waitLong(world) {
    world.pauseMs = world.random.pick([3000, 10_000, 70_000]);
  },
} satisfies Record<string, Action>;

export type ActionName = keyof typeof ACTIONS;
