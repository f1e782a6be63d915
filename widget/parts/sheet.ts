/** Rules as a style sheet that shadow roots can adopt. No policy of a page forbids those. */
export function sheetOf(rules: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  return sheet;
}
