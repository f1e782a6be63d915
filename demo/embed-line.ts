import { chosenSettings, type Settings } from './settings.js';

/** The line of HTML that puts a chat with these settings on a page, in pieces that are best kept unbroken. */
export function embedLine(script: string, settings: Settings): string[] {
  const options = chosenSettings(settings).filter(([name]) => name !== 'accent');
  const attributes = options.map(([name, value]) => attribute(`data-${name}`, value));
  return ['<script', attribute('src', script), ...attributes, 'async></script>'];
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
