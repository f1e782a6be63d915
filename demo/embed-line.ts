import { chosenSettings, type Settings } from './settings.js';

/** The line of HTML that puts a chat with these settings on a page, in pieces that are best kept unbroken. */
export function embedLine(script: string, settings: Settings): string[] {
  const options = chosenSettings(settings).filter(([name]) => name !== 'accent');
  const attributes = options.map(([name, value]) => attribute(`data-${name}`, value));
  return ['<script', attribute('src', script), ...attributes, 'async></script>'];
}

/** The same chat in a frame, for pages that take nothing else. */
export function frameLine(script: string, settings: Settings): string[] {
  const options = chosenSettings(settings).filter(([name]) => !['accent', 'layout'].includes(name));
  const address = new URL('embed', script);
  for (const [name, value] of options) address.searchParams.set(name, value);
  const style = 'width: 100%; height: 30rem; border: 0';
  return [
    '<iframe',
    attribute('src', address.href),
    attribute('title', 'Chat'),
    attribute('style', style),
    '></iframe>',
  ];
}

/** The line that sets the accent colour, which is style and no option. Nothing for the theme's own. */
export function accentLine({ accent }: Settings): string[] {
  return accent ? ['<style>awesome-chat {', `--awesome-chat-accent: ${accent}`, '}</style>'] : [];
}

function attribute(name: string, value: string): string {
  return `${name}="${escapeAttribute(value)}"`;
}

function escapeAttribute(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
