/** What is kept for the site on this device; null where there is nothing, or storage is blocked. */
export function recall(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key)!);
  } catch {
    return null;
  }
}

/** Keeps something on this device; null is forgotten. */
export function remember(key: string, value: unknown): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Blocked, or full: it lasts as long as the page.
  }
}
