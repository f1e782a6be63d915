export const THEMES = ['auto', 'light', 'dark', '2013'] as const;

export const LAYOUTS = ['inline', 'launcher'] as const;

export type Layout = (typeof LAYOUTS)[number];
export type Theme = (typeof THEMES)[number];

/** What the playground lets a visitor choose. */
export interface Settings {
  room: string;
  /** Rooms to choose from, separated by spaces. '' offers none. */
  rooms: string;
  /** '' lets the relay name the guest. */
  nickname: string;
  theme: Theme;
  layout: Layout;
  /** A colour as `#rrggbb`. '' is the theme's own. */
  accent: string;
}

export const DEFAULT_SETTINGS: Readonly<Settings> = {
  room: 'lobby',
  rooms: '',
  nickname: '',
  theme: 'auto',
  layout: 'inline',
  accent: '',
};

const ROOM = /^[\p{L}\p{M}\p{N}\-_./]{1,128}$/u;
const COLOUR = /^#[\da-f]{6}$/i;

/** Whether the relay would take this as the name of a room. */
export function isRoomName(text: string): boolean {
  return ROOM.test(text);
}

/** Rooms as they are written in the line: one space between them. Undefined: one of them is no room. */
export function spellRooms(text: string): string | undefined {
  const names = text
    .normalize('NFC')
    .split(/[\s,]+/)
    .filter(Boolean);
  return names.every(isRoomName) ? names.join(' ') : undefined;
}

/** The settings a page's query asks for. Whatever makes no sense there is the default. */
export function readSettings(query: string): Settings {
  const asked = new URLSearchParams(query);
  const { room, rooms, theme, layout, accent } = DEFAULT_SETTINGS;
  return {
    room: keep(asked.get('room')?.normalize('NFC'), isRoomName) ?? room,
    rooms: spellRooms(asked.get('rooms') ?? '') ?? rooms,
    nickname: asked.get('nickname')?.trim() ?? '',
    theme: THEMES.find(known => known === asked.get('theme')) ?? theme,
    layout: LAYOUTS.find(known => known === asked.get('layout')) ?? layout,
    accent: keep(asked.get('accent'), text => COLOUR.test(text))?.toLowerCase() ?? accent,
  };
}

/** The settings that are not the default, in the order in which they are written. */
export function chosenSettings(settings: Settings): [name: keyof Settings, value: string][] {
  const names = Object.keys(DEFAULT_SETTINGS) as (keyof Settings)[];
  return names.filter(name => settings[name] !== DEFAULT_SETTINGS[name]).map(name => [name, settings[name]]);
}

/** The query of a link to these settings: '' when all of them are the default. */
export function writeQuery(settings: Settings): string {
  const query = new URLSearchParams(chosenSettings(settings)).toString();
  return query && `?${query}`;
}

function keep(text: string | null | undefined, isFit: (text: string) => boolean): string | undefined {
  return text != null && isFit(text) ? text : undefined;
}
