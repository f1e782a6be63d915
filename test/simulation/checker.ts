import type { UserMessage } from '../../protocol/messages.js';
import type { Client } from './client.js';
import type { Log } from './disk.js';
import type { Sighting, World } from './world.js';

/** Holds what everyone was told and shown against what is stored. Finds go to `world.complain`. */
export function check(world: World, newcomers: Client[]): void {
  for (const [epoch, { logs }] of world.lives) {
    for (const [room, log] of logs) checkLog(world, `${room} of ${epoch}`, log);
  }
  for (const ack of world.acks) checkAck(world, ack);
  for (const sighting of world.sightings) checkSighting(world, sighting);
  for (const client of [...world.clients, ...newcomers]) {
    checkReader(world, client);
    checkMarks(world, client);
    checkRows(world, client);
    checkDrafts(world, client);
  }
  for (const newcomer of newcomers) checkSameAs(world, newcomer);
  for (const client of [...world.clients, ...world.gone]) checkSendings(world, client);
}

/** Revisions are taken one after the other, each once; a text and an id stand in one place. */
function checkLog(world: World, name: string, { head, history, messages }: Log): void {
  if (head !== history.length) world.complain(`${name}: head ${head} after ${history.length} revisions`);
  const misplaced = history.find(({ rev }, index) => rev !== index + 1);
  if (misplaced) world.complain(`${name}: revision ${misplaced.rev} is not taken in order`);
  // What is pruned is forgotten, and may be sent again.
  const ids = new Set(messages.map(idOf));
  const texts = new Set(messages.map(({ message }) => world.textOf(message)));
  const isEachOnce = ids.size === messages.length && texts.size === messages.length;
  if (!isEachOnce) world.complain(`${name} holds something twice: ${brief(messages)}`);
}

/** Acked is stored: in its life of the log, until it is pruned. */
function checkAck(world: World, ack: Sighting): void {
  checkSighting(world, ack);
  const log = world.lives.get(ack.epoch)!.log(ack.room);
  const { id, seq, rev } = ack.message;
  if (seq <= log.prunedSeq) return;
  const stored = log.messages.find(message => message.id === id);
  if (stored?.seq !== seq || stored.rev < rev) {
    world.complain(`${id} was acked as ${seq} of ${ack.room} in ${ack.epoch}, and is not stored`);
  }
}

/** What anybody ever saw was committed, in just that state. */
function checkSighting(world: World, { epoch, room, message }: Sighting): void {
  const committed = world.lives.get(epoch)?.log(room).history[message.rev - 1];
  if (committed && isSame(committed, message)) return;
  world.complain(`"${message.message}" was seen as revision ${message.rev} of ${room} in ${epoch}`);
}

/** A reader stands where the room stands, and shows what is stored, in its order and state. */
function checkReader(world: World, { name, room, status }: Client): void {
  const log = world.disk.log(room.name);
  const { messages, position, hasOlder } = room.replica;
  const isThere = position?.epoch === world.disk.epoch && position.rev === log.head;
  if (!isThere) world.complain(`${name} stands at ${JSON.stringify(position)}, the room at ${log.head}`);
  if (!room.isJoined || status !== 'online') world.complain(`${name} is ${status}, not in the room`);
  if (hasOlder) world.complain(`${name} cannot load what is older`);
  const shown = messages.filter(({ seq }) => seq > log.prunedSeq);
  const isEqual =
    shown.length === log.messages.length && shown.every((each, index) => isSame(each, log.messages[index]!));
  if (!isEqual) world.complain(`${name} shows ${brief(shown)}, stored is ${brief(log.messages)}`);
  const isOrdered = messages.every(({ seq }, index) => index === 0 || seq > messages[index - 1]!.seq);
  if (!isOrdered) world.complain(`${name} shows ${brief(messages)}`);
  if (new Set(messages.map(idOf)).size < messages.length) world.complain(`${name} shows a message twice`);
}

/** There is a mark, before the first message, if and only if messages are missing that were due to be shown. */
function checkMarks(world: World, { name, room, reader }: Client): void {
  const { history } = world.disk.log(room.name);
  const due = history.filter(({ seq, rev }) => seq === rev && seq >= reader.begin);
  const missing = due.filter(({ seq }) => !reader.shown.has(seq));
  const marked = rowsOf(room).filter(({ followsGap }) => followsGap);
  const first = room.replica.messages[0];
  if (missing.length > 0 && first && marked[0]?.message !== first) {
    world.complain(`${name} misses ${brief(missing)}, and there is no mark`);
  }
  // A changed message makes a hole in the order that looks like a missing one.
  const isPlain = history.every(({ seq, rev }) => seq === rev);
  if (marked.length > (missing.length > 0 || !isPlain ? 1 : 0)) {
    world.complain(`${name} misses ${brief(missing)}, and has ${marked.length} marks`);
  }
}

function checkRows(world: World, { name, room }: Client): void {
  const rows = rowsOf(room).map(({ message }) => message);
  const { messages } = room.replica;
  const isEqual = rows.length === messages.length && rows.every((row, index) => row === messages[index]);
  if (!isEqual) world.complain(`${name} has rows that are not of the log`);
}

/** No draft waits, and none is shown beside the message it became. */
function checkDrafts(world: World, { name, room }: Client): void {
  for (const { draft } of room.delivery.pending) {
    if (draft.state !== 'failed') world.complain(`${name}: the draft "${draft.text}" stays ${draft.state}`);
  }
}

/** Who was there all along knows what somebody sees who comes in now. */
function checkSameAs(world: World, newcomer: Client): void {
  const { prunedSeq } = world.disk.log(newcomer.room.name);
  const expected = newcomer.room.replica.messages.filter(({ seq }) => seq > prunedSeq);
  for (const { name, room } of world.clients) {
    if (room.name !== newcomer.room.name) continue;
    const known = room.replica.messages.filter(({ seq }) => seq > prunedSeq);
    if (brief(known) !== brief(expected)) world.complain(`${name} and a newcomer differ`);
  }
}

function checkSendings(world: World, { name, sendings }: Client): void {
  for (const { text, outcome } of sendings) {
    if (outcome === 'open') world.complain(`${name}: nobody tells what became of "${text}"`);
  }
}

function rowsOf({ timeline }: Client['room']) {
  return timeline.chunks.flatMap(({ entries }) => entries).filter(({ message }) => message);
}

function idOf({ id }: UserMessage): string {
  return id;
}

function isSame(a: Sighting['message'], b: Sighting['message']): boolean {
  return a.id === b.id && a.seq === b.seq && a.rev === b.rev && a.message === b.message;
}

function brief(messages: readonly UserMessage[]): string {
  return messages.map(({ seq, rev, message }) => `${seq}/${rev} ${message}`).join(', ') || 'nothing';
}
