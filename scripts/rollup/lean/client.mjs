/**
 * socket.io-client: it is told when to connect, and then comes back without end; no listeners for every event or for its
 * attempts, no retries, no connection state recovery, no binary.
 */

const never = 'false';

export const client = {
  // The widget makes its own Manager; io() and its cache stay out.
  'socket.io-client/build/esm/index.js': { whole: 'export { Manager } from "./manager.js";' },

  'socket.io-client/build/esm/manager.js': {
    edits: [
      ['uri && "object" === typeof uri', never],
      ['const _parser = opts.parser || parser;', ''],
      [/new _parser\./g, 'new parser.'],
      [
        /this\.reconnection\(opts[^]*?this\.timeout\([^;]*;/,
        `this.backoff = new Backoff({ min: opts.reconnectionDelay, max: opts.reconnectionDelayMax, jitter: 0.5 });`,
      ],
      [/opts = opts \|\| \{\};\s*opts\.path = [^;]*;/, ''],
      [/this\._autoConnect = [^]*?this\.open\(\);/, ''],
      [/else if \(this\._autoConnect && !socket\.active\) \{[^}]*\}/, ''],
      ['false !== this._timeout', 'true'],
      ['const timeout = this._timeout;', 'const timeout = this.opts.timeout;'],
      ['this._reconnection &&\n', '\n'],
      ['this._reconnection && ', ''],
      ['this.backoff.attempts >= this._reconnectionAttempts', never],
      [/this\.emitReserved\("reconnect_attempt"[^]*?return;/, ''],
      ['this.emitReserved("reconnect_error", err);', ''],
      [/const attempt = this\.backoff\.attempts;/, ''],
      ['this.emitReserved("reconnect", attempt);', ''],
      ['on(socket, "ping", this.onping.bind(this)), ', ''],
      [/connect\(fn\) \{[^}]*\}/, ''],
      [/disconnect\(\) \{[^}]*\}/, ''],
      [/(?<=\n {4})timeout\(v\) \{[^]*?return this;\n {4}\}/, ''],
      [/if \(this\.opts\.autoUnref\)/g, 'if (false)'],
    ],
    drops: [
      'reconnection',
      'reconnectionAttempts',
      'reconnectionDelay',
      'randomizationFactor',
      'reconnectionDelayMax',
      'onping',
    ],
  },
  'socket.io-client/build/esm/contrib/backo2.js': {
    whole: `export class Backoff {
              constructor({ min, max, jitter }) {
                this.min = min;
                this.max = max;
                this.jitter = jitter;
                this.attempts = 0;
              }
              duration() {
                const ms = this.min * 2 ** this.attempts++;
                return Math.min(ms + (2 * Math.random() - 1) * this.jitter * ms, this.max) | 0;
              }
              reset() {
                this.attempts = 0;
              }
            }`,
  },
  '@socket.io/component-emitter/lib/esm/index.js': {
    whole: `export class Emitter {
              on(event, listener) {
                ((this._callbacks ??= {})["$" + event] ??= []).push(listener);
                return this;
              }
              once(event, listener) {
                const once = (...args) => {
                  this.off(event, once);
                  listener.apply(this, args);
                };
                once.fn = listener;
                return this.on(event, once);
              }
              off(event, listener) {
                const key = "$" + event;
                const callbacks = this._callbacks?.[key];
                if (!event) this._callbacks = {};
                else if (!listener) this._callbacks && delete this._callbacks[key];
                else if (callbacks) {
                  const at = callbacks.findIndex(known => known === listener || known.fn === listener);
                  if (at >= 0) callbacks.splice(at, 1);
                }
                return this;
              }
              emit(event, ...args) {
                this._callbacks?.["$" + event]?.slice().forEach(callback => callback.apply(this, args));
                return this;
              }
            }
            const all = Emitter.prototype;
            all.emitReserved = all.emit;
            all.removeListener = all.removeAllListeners = all.off;`,
  },
  'socket.io-client/build/esm/socket.js': {
    edits: [
      [/if \(this\.io\._autoConnect\)\s*this\.open\(\);/, ''],
      ['RESERVED_EVENTS.hasOwnProperty(ev)', never],
      [/const RESERVED_EVENTS =[^;]*;/, ''],
      ['null != packet.id', never],
      ['this._opts.retries && !this.flags.fromQueue && !this.flags.volatile', never],
      ['this.flags.volatile && !isTransportWritable', never],
      [/const isTransportWritable =[^;]*;/, ''],
      [/packet\.options\.compress = [^;]*;/, ''],
      [/this\.notifyOutgoingListeners\(packet\);/g, ''],
      ['this._anyListeners && this._anyListeners.length', never],
      ['this._drainQueue(true);', ''],
      [/this\._pid\s*\?[^]*?: data,/, 'data,'],
      ['this._pid && args.length && typeof args[args.length - 1] === "string"', never],
      ['this.recovered = pid && this._pid === pid;', ''],
      [/this\._pid = pid;/, ''],
      [/"It seems you are trying to reach[^"]*"/, '"no sid"'],
      ['case PacketType.BINARY_EVENT:', ''],
      ['case PacketType.BINARY_ACK:', ''],
    ],
    drops: [
      'ack',
      'disconnected',
      '_addToQueue',
      '_drainQueue',
      'compress',
      'volatile',
      'onAny',
      'prependAny',
      'offAny',
      'listenersAny',
      'onAnyOutgoing',
      'prependAnyOutgoing',
      'offAnyOutgoing',
      'listenersAnyOutgoing',
      'notifyOutgoingListeners',
    ],
  },

  'socket.io-parser/build/esm/is-binary.js': {
    whole: 'export const isBinary = () => false; export const hasBinary = isBinary;',
  },
  'socket.io-parser/build/esm/binary.js': {
    whole: 'export const deconstructPacket = undefined; export const reconstructPacket = undefined;',
  },
  'socket.io-parser/build/esm/index.js': {
    edits: [
      [
        /export var PacketType;[^]*?\|\| \(PacketType = \{\}\)\);/,
        'export const PacketType = { CONNECT: 0, DISCONNECT: 1, EVENT: 2, ACK: 3, CONNECT_ERROR: 4 };',
      ],
      ['PacketType[p.type] === undefined', '!(p.type <= 4)'],
      ['obj.type === PacketType.EVENT || obj.type === PacketType.ACK', never],
      [/obj\.type === PacketType\.BINARY_EVENT \|\|\s*obj\.type === PacketType\.BINARY_ACK/, never],
      [/p\.type === PacketType\.BINARY_EVENT \|\|\s*p\.type === PacketType\.BINARY_ACK/, never],
      ['isBinaryEvent || packet.type === PacketType.BINARY_ACK', never],
      ['isBinary(obj) || obj.base64', never],
      [/RESERVED_EVENTS\.indexOf\(payload\[0\]\) === -1/g, 'true'],
      [/const RESERVED_EVENTS =[^;]*;/, ''],
      [/if \(this\.reconstructor\)/g, 'if (false)'],
      [/case PacketType\.BINARY_(?:EVENT|ACK):/g, ''],
      [/const isBinaryEvent = [^;]*;/, ''],
    ],
    drops: ['encodeAsBinary'],
  },
};
