/** What a page in a frame cannot choose. */
const FIXED = ['relay', 'layout', 'token'];

const tag = document.querySelector('script[data-layout]')!;
const options = new URLSearchParams(location.search);

for (const [name, value] of options) {
  // The script knows its options, and leaves all others alone.
  if (/^[a-z-]+$/.test(name) && !FIXED.includes(name)) tag.setAttribute(`data-${name}`, value);
}
document.documentElement.lang = options.get('lang') ?? navigator.language;

export {};
