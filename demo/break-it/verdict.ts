import type { Counts } from './ledger.js';

/** What the counts say, in a sentence. */
export function verdictOf({ sent, confirmed, shown, lost, twice, failed }: Counts): string {
  if (sent === 0) return 'Nothing was sent yet.';
  if (lost + twice > 0) return 'This must not happen. Please tell whoever runs this relay.';
  const waiting = sent - Math.max(confirmed, shown) - failed;
  if (waiting > 0) return `${waiting} on the way: they wait, and go by themselves.`;
  const unsent = failed > 0 ? ` ${failed} could not be sent, and can be tried again.` : '';
  if (confirmed > shown || shown > confirmed) return 'The last of them are just arriving.';
  return `All ${confirmed} arrived, each once.${unsent}`;
}
