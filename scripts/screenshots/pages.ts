export const DESKTOP = { width: 1280, height: 860 };
export const TALL = { width: 1280, height: 960 };
export const PHONE = { width: 360, height: 740 };

/** A page of an ordinary site with the chat in it. */
export function pageWith(
  attributes = '',
  { style = '', lang = 'en', dir = 'ltr', text = '', nickname = 'You' } = {},
) {
  return (relay: string) => `<!doctype html>
<html lang="${lang}" dir="${dir}">
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>A site</title>
<style>body { font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 1rem auto; padding: 0 1rem; } ${style}</style>
${text}
<awesome-chat relay="${relay}" nickname="${nickname}" ${attributes}></awesome-chat>
<script src="${relay}awesome-chat.js"></script>`;
}
