const COPIED_SHOWN_MS = 2000;

/** Makes a button copy what an element says, and tell what has come of it: on itself, and to those who listen. */
export function copyOnClick(button: HTMLElement, source: HTMLElement, spoken: HTMLElement): void {
  let copiedShown = 0;
  button.addEventListener('click', () => void copyFrom(source).then(tell));

  function tell(isCopied: boolean): void {
    button.textContent = isCopied ? 'Copied' : 'Copy by hand';
    spoken.textContent = isCopied ? 'Copied' : 'Copying is not allowed here; the line is selected.';
    clearTimeout(copiedShown);
    copiedShown = window.setTimeout(() => {
      button.textContent = 'Copy';
      spoken.textContent = '';
    }, COPIED_SHOWN_MS);
  }
}

/** Browsers offer the clipboard to secure pages only; elsewhere the text is selected and copied the old way. */
async function copyFrom(element: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(element.textContent);
    return true;
  } catch {
    getSelection()?.selectAllChildren(element);
    return document.execCommand('copy');
  }
}
