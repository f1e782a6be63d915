/** Makes the page one that nobody sees, as another tab in front of it does. @returns shows it again */
export function hidePage(): () => void {
  Object.defineProperty(document, 'hidden', { get: () => true, configurable: true });
  tell();
  return () => {
    Reflect.deleteProperty(document, 'hidden');
    tell();
  };
}

function tell(): void {
  document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
}
