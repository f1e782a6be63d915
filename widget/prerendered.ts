/** Whether the page is only got ready, and may never be seen: https://wicg.github.io/nav-speculation/prerendering.html */
export const isPrerendered = (): boolean =>
  !!(document as Document & { prerendering?: boolean }).prerendering;
