/** How often it is looked whether a part is there, and for how long, in ms. */
const LOOK_EVERY_MS = 50;
const PATIENCE_MS = 8000;

/** The last part of a name that is there to be seen. */
export function findPart(chat: Element, name: string): HTMLElement | undefined {
  const parts = [...chat.shadowRoot!.querySelectorAll<HTMLElement>(`[part~="${name}"]`)];
  return parts.findLast(part => part.getClientRects().length > 0);
}

/** @throws Error when it is not to be seen after some seconds */
export async function partOf(chat: Element, name: string): Promise<HTMLElement> {
  let part: HTMLElement | undefined;
  await until(() => (part = findPart(chat, name)));
  return part!;
}

/** @throws Error when it does not come about within some seconds */
export async function until(comesAbout: () => unknown): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (!comesAbout()) {
    if (Date.now() > deadline) throw new Error('It does not come about.');
    await new Promise(resolve => setTimeout(resolve, LOOK_EVERY_MS));
  }
}
