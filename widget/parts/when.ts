/** Units of time in ms, the largest first: the first that has passed once is the one to tell in. */
const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;

/** When something was, for a person: how long ago, and the day and the time. @param at ms since 1970 */
export function whenInWords(at: number, now: number, tags: string[]): string {
  const ago = Math.max(0, now - at);
  const [unit, ms] = UNITS.find(([, size]) => ago >= size) ?? UNITS[3];
  const relative = new Intl.RelativeTimeFormat(tags, { numeric: 'auto' }).format(-Math.floor(ago / ms), unit);
  const absolute = new Intl.DateTimeFormat(tags, { dateStyle: 'full', timeStyle: 'medium' }).format(at);
  return `${relative} · ${absolute}`;
}

/** Tells more of a time that is pointed at; and where nothing points, of one that is pressed, until it is again. */
export function tellWhen({ target, type }: Event, tags: string[]): void {
  const time = (target as Element).closest('time');
  if (!time) return;
  time.title = whenInWords(Date.parse(time.dateTime), Date.now(), tags);
  if (type !== 'click') return;
  if (time.dataset['when']) delete time.dataset['when'];
  else time.dataset['when'] = ` · ${time.title}`;
}
