import type { Report } from './client-process.js';
import { ShippedClient } from './shipped-client.js';

const [url = '', name = ''] = process.argv.slice(2);
const client = new ShippedClient(url, name);
const say = (report: Report) => process.send!(report);
let toldRev = 0;

setInterval(() => {
  if (client.rev !== toldRev) say({ rev: (toldRev = client.rev) });
}, 20);

process.on('message', () => {
  say({ rev: client.rev, log: { told: client.told, shown: [...client.shown] } });
});
