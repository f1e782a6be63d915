import { statSync } from 'node:fs';
import { formatNumber } from './figure.js';
import { markdownTable } from './markdown.js';

const SCRIPT = 'dist/awesome-chat.js';
const QUOTED = 'as quoted in November 2026; not measured here';

/** What a visitor downloads for a chat, in kB of brotli at its highest quality. */
const PEERS: [name: string, kilobytes: number, how: string][] = [
  ['deep-chat 2.4.2', 91.9, '`npm pack` on 25 November 2026: dist/deepChat.bundle.js'],
  [
    'vue-advanced-chat 2.1.2',
    135.5,
    '`npm pack` on 25 November 2026: dist/vue-advanced-chat.umd.js, without Vue',
  ],
  ['converse.js 14.0.0', 318.2, '`npm pack` on 25 November 2026: dist/converse.min.js and .min.css'],
  ['Sendbird UIKit for React', 426, QUOTED],
  ['Stream Chat React', 471, QUOTED],
];

export function formatPeers(): string {
  const own = statSync(`${SCRIPT}.br`).size / 1000;
  const rows = [
    ['awesome-chat', own, `${SCRIPT}, with socket.io-client and Lit in it`] as const,
    ...PEERS,
  ].map(([name, kilobytes, how]) => [name, how, formatNumber(kilobytes)]);
  return markdownTable(['Script', 'which', 'kB'], rows, 2);
}
