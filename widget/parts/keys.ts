/** Safari ends composing before the Enter that ended it, and marks that key 229. */
export function isComposing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}
