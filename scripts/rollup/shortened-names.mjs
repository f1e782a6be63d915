import { readFileSync } from 'node:fs';
import { filesUnder } from '../files.mjs';

/** Names that the widget's parts have for each other: not said to the page, on the wire or in what is stored. */
const ours = words(`
  addNewer addOlder catchUp chunk chunks comings delivery dueAt enter enterAs expire followsGap gaps goOn
  goToNewest handleScroll hasNew hasNewer hasOlder hold hurry isAtEnd isDisabled isEmpty isFree isJoined
  isWaiting isWrong keepStill letGo loadNewer loadOlder markNew meet memory myId noteIn noteNew onDiscard
  onInput onKeydown onLatest onLink onOlder onOther onRetry onScroll onSend opensDay opensGroup opensNew
  outboxOf pending position presence preview refuse renew replica retry say settle settleSeen takeUp tell
  timeline toEnd troubleIn wants whose writeRefusal
`);
/** Names that the parts of socket.io-client have for each other. */
const theirs = words(`
  acks addEventListeners attempts backoff clearTimeoutFn connected createTransport createUri decodeString
  decoder doClose doOpen doPoll doWrite emitBuffered emitEvent emitReserved emitWithAck encodeAsString encoder
  isPayloadValid jitter maybeReconnectOnOpen nsps onClose onData onError onHandshake onOpen onPacket onack
  onconnect ondata ondecoded ondisconnect onevent onpacket onping onreconnect receiveBuffer removeAllListeners
  replacer reviver sendBuffer setConnected setTimeoutFn setTransport skipReconnect subEvents supportsBinary
  tryAllTransports upgrading withError writable writeBuffer
`);
/** Names that the parts of Lit, and controllers and their element, have for each other. Lit says others as strings. */
const lits = words(`
  addController converter createProperty createRenderRoot creationScope elementStyles enableUpdating
  finalizeStyles firstUpdated fromAttribute getPropertyDescriptor getPropertyOptions getUpdateComplete
  hasChanged hasUpdated hostConnected hostDisconnected hostUpdate hostUpdated isUpdatePending noAccessor
  performUpdate renderBefore renderOptions renderRoot scheduleUpdate shadowRootOptions shouldUpdate
  toAttribute useDefault willUpdate
`);

/** What others say as well: the relay, files of words, what is stored, and parts, which keep their names. */
const SPOKEN = [
  ...filesUnder('protocol').filter(file => !file.endsWith('/replica.ts')),
  'widget/i18n/translation.ts',
  'widget/events.ts',
  'widget/outbox.ts',
  'widget/memory.ts',
  'widget/parts/part.ts',
];
/** A field of a type; a function is an event's name there, which is said as a string. */
const FIELD = /^\s+(?:readonly )?(\w+)\??: (?!\()/gm;

/** Names of properties that the script may shorten. @throws Error if others say one of them as well */
export function shortenedNames() {
  const names = [...ours, ...theirs, ...lits];
  const spoken = SPOKEN.flatMap(file =>
    [...readFileSync(file, 'utf8').matchAll(FIELD)].map(([, name]) => name),
  );
  const wrong = names.filter(name => spoken.includes(name));
  if (wrong.length > 0) throw new Error(`These names are said outside the script too: ${wrong.join(', ')}`);
  return names;
}

function words(text) {
  return text.trim().split(/\s+/);
}
