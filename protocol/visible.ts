/** Matches text in which there is something to be seen: Braille's blank is a letter by category, yet draws nothing. */
export const VISIBLE = /[^\s\p{Cc}\p{DI}\u2800]/u;
