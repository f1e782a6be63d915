/**
 * Whether a site may embed the chat.
 *
 * @param origin the `Origin` header. Absent on a page's own GETs and on programs: let through, for a program can
 *   claim any origin anyway.
 * @param host the `Host` header: the relay's own pages are always let through.
 * @param allowed exact origins, or `https://*.example.org` for all below it. Undefined: any site.
 */
export function isAllowedOrigin(
  origin: string | undefined,
  host: string | undefined,
  allowed: readonly string[] | undefined,
): boolean {
  if (!allowed || origin === undefined || isOwnOrigin(origin, host)) return true;
  return allowed.some(pattern => matches(origin.toLowerCase(), pattern));
}

/** Whether a page of the relay itself is asking. */
export function isOwnOrigin(origin: string, host: string | undefined): boolean {
  return host !== undefined && [`http://${host}`, `https://${host}`].includes(origin);
}

function matches(origin: string, pattern: string): boolean {
  const [scheme, domain] = pattern.split('*');
  if (domain === undefined) return origin === pattern;
  return origin.startsWith(scheme!) && origin.endsWith(domain) && origin.length > pattern.length - 1;
}
