import type { BuiltIn } from '../rules.js';
import { linksIn } from './links.js';
import { masked } from './mask.js';
import { Reading } from './reading.js';

/** Without the words that are not said in its room, whoever says them. */
export const withoutWords: BuiltIn = (ctx, next, { relay }) => {
  const words = relay.policies.of(ctx.room)?.words;
  if (!words) return next();
  const readings = Reading.allOf(ctx.text);
  if (words.refuse?.isIn(readings)) ctx.refuse('not-allowed');
  ctx.text = masked(ctx.text, words.mask?.findIn(readings) ?? []);
  return next();
};

/** Without links, where they are not wanted; but those of moderators. */
export const withoutLinks: BuiltIn = (ctx, next, { relay, role }) => {
  const links = relay.policies.of(ctx.room)?.links ?? 'allow';
  if (links === 'allow' || role === 'moderator') return next();
  const spans = linksIn(ctx.text);
  if (links === 'refuse' && spans.length > 0) ctx.refuse('not-allowed');
  ctx.text = masked(ctx.text, spans);
  return next();
};
