/** Rules as a style sheet that shadow roots can adopt. No policy of a page forbids those. */
export function sheetOf(rules: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  return sheet;
}

/** Puts a style sheet behind those that a shadow root has. @returns takes it away again */
export function adopt(root: ShadowRoot, sheet: CSSStyleSheet): () => void {
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  return () => {
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter(other => other !== sheet);
  };
}
