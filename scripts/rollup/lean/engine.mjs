/** engine.io-client: websocket, and polling over fetch(), which it brings besides XMLHttpRequest. */

const never = 'false';

export const engine = {
  'engine.io-client/build/esm/transports/index.js': {
    whole: `import { Fetch } from "./polling-fetch.js";
            import { WS } from "./websocket.js";
            export const transports = { websocket: WS, polling: Fetch };`,
  },
  'engine.io-client/build/esm/transports/polling-xhr.js': { whole: 'export const XHR = undefined;' },
  'engine.io-client/build/esm/transports/webtransport.js': { whole: 'export const WT = undefined;' },

  // Every browser in reach has URL.
  'engine.io-client/build/esm/contrib/parseuri.js': {
    whole: `export function parse(source) {
              const { protocol, hostname, port } = new URL(source);
              return { protocol: protocol.slice(0, -1), host: hostname.replace(/^\\[|]$/g, ""), port };
            }`,
  },
  'engine.io-client/build/esm/globals.js': {
    whole: `export const nextTick = queueMicrotask.bind(globalThis);
            export const globalThisShim = globalThis;
            export const defaultBinaryType = "arraybuffer";
            export const createCookieJar = undefined;`,
  },
  'engine.io-client/build/esm/util.js': {
    edits: [
      ['opts.useNativeTimers', never],
      [
        /export function byteLength[^]*?export function/,
        'export const byteLength = text => new Blob([text]).size;\nexport function',
      ],
    ],
  },
  'engine.io-client/build/esm/contrib/parseqs.js': {
    whole: `export const encode = query => "" + new URLSearchParams(query);
            export const decode = undefined;`,
  },
  'engine.io-client/build/esm/transports/websocket.js': {
    edits: [
      [/const isReactNative =[^;]*;/, 'const isReactNative = false;'],
      [/: pick\(this\.opts[^;]*;/, ': {};'],
      ['if (this.opts.extraHeaders)', 'if (false)'],
      ['if (this.opts.autoUnref)', 'if (false)'],
      ['if (this.opts.timestampRequests)', 'if (false)'],
      ['if (!this.supportsBinary)', 'if (false)'],
      ['globalThis.WebSocket || globalThis.MozWebSocket', 'globalThis.WebSocket'],
      [/return !isReactNative[^;]*;/, 'return new WebSocketCtor(uri);'],
    ],
  },
  'engine.io-client/build/esm/transports/polling-fetch.js': {
    edits: [
      [/\(_a = this\.socket\._cookieJar\)[^;]*;/g, ''],
      ['this.opts.extraHeaders', ''],
      ['this.opts.withCredentials ? "include" : "omit"', '"omit"'],
    ],
  },
  'engine.io-client/build/esm/transports/polling.js': {
    edits: [
      ['false !== this.opts.timestampRequests', 'true'],
      ['!this.supportsBinary && !query.sid', never],
    ],
    drops: ['pause'],
  },
  'engine.io-client/build/esm/socket.js': {
    edits: [
      [/const withEventListeners =[^;]*;/, 'const withEventListeners = true;'],
      ['uri && "object" === typeof uri', never],
      ['else if (opts.host)', 'else if (false)'],
      ['this.emitReserved("packetCreate", packet);', ''],
      ['this.emitReserved("heartbeat");', ''],
      ['this.emitReserved("pong");', ''],
      ['this.emitReserved("handshake", data);', ''],
      // Of packets the Manager hears as `data`, and waits for none to be out.
      ['this.emitReserved("ping");', ''],
      ['this.emitReserved("message", packet.data);', ''],
      ['this.emitReserved("flush");', ''],
      [/if \(fn\)\s*this\.once\("flush", fn\);/, ''],
      // The Manager always gives an address.
      ['null != opts.secure', 'true'],
      [/if \(opts\.hostname && !opts\.port\)/, 'if (!opts.port)'],
      [/opts\.hostname \|\|\s*\(typeof location[^;]*;/, 'opts.hostname;'],
      [/opts\.port \|\|\s*\(typeof location[^;]*;/, 'opts.port;'],
      [/agent: false,\s*withCredentials: false,/, ''],
      ['rememberUpgrade: false,', ''],
      ['rejectUnauthorized: true,', ''],
      ['closeOnBeforeunload: false,', ''],
      ['if (parsedUri.query)', 'if (false)'],
      ['opts.transportImplementations && opts.transports', never],
      [/opts\.transportImplementations \|\|\s*\(\(\(_a[^]*?"function"\)/, never],
      ['typeof this.opts.query === "string"', never],
      ['if (this.opts.closeOnBeforeunload)', 'if (false)'],
      ['if (this._beforeunloadEventListener)', 'if (false)'],
      ['if (this.opts.withCredentials)', 'if (false)'],
      ['if (this.opts.autoUnref)', 'if (false)'],
      [/this\._upgrades\.indexOf\("webtransport"\) !== -1 &&\s*name !== "webtransport"/, never],
      ['"function" === typeof data', never],
      ['"function" === typeof options', never],
      ['options.compress = false !== options.compress;', ''],
      [
        /const transportName = this\.opts\.rememberUpgrade[^;]*;/,
        'const transportName = this.transports[0];',
      ],
      [/Socket\.priorWebsocketSuccess = [^;]*;/g, ''],
      [/perMessageDeflate: \{[^}]*\},/, ''],
      // From polling to a websocket it goes with the next connection: see docs/decisions/0024-no-upgrade.md.
      ['"open" === this.readyState && this.opts.upgrade', never],
      ['upgrade: true,', ''],
      ['this._upgrades = [];', ''],
      ['this._upgrades = this._filterUpgrades(data.upgrades);', ''],
      ['!this.upgrading &&', ''],
      [/if \(this\.upgrading\) \{\s*waitForUpgrade\(\);\s*\}\s*else \{\s*close\(\);\s*\}/, 'close();'],
      ['else if (this.upgrading)', 'else if (false)'],
    ],
    drops: ['send', '_probe', '_filterUpgrades'],
  },

  // Binary: the wire is JSON.
  'engine.io-parser/build/esm/contrib/base64-arraybuffer.js': { whole: 'export const decode = undefined;' },
  'engine.io-parser/build/esm/encodePacket.browser.js': {
    whole: `import { PACKET_TYPES } from "./commons.js";
            export const encodePacket = ({ type, data }, binary, done) => done(PACKET_TYPES[type] + (data || ""));
            export const encodePacketToBinary = undefined;`,
  },
  'engine.io-parser/build/esm/decodePacket.browser.js': {
    edits: [
      ['typeof encodedPacket !== "string"', never],
      ['type === "b"', never],
    ],
  },
};
