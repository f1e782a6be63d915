import type {} from '../../widget/awesome-chat.js';

/** The demo signs for whomever one chooses. A site asks its own server, which knows who is signed in. */
async function fetchToken(person: string): Promise<string> {
  const response = await fetch('demo/token', { method: 'POST', body: JSON.stringify({ person }) });
  if (!response.ok) throw new Error(`The relay gives no token: ${response.status}`);
  return ((await response.json()) as { token: string }).token;
}

/** @param person '' is a guest, and another one each time. */
async function signInAs(person: string): Promise<void> {
  await customElements.whenDefined('awesome-chat');
  const chat = document.querySelector('awesome-chat')!;
  chat.tokenProvider = person ? () => fetchToken(person) : undefined;
  if (!person) chat.signOut();
}

document.querySelector('#sign-in')!.addEventListener('change', ({ target }) => {
  void signInAs((target as HTMLInputElement).value);
});
