/** How a widget stands with its room, in one word. */
export type Status = 'idle' | 'connecting' | 'online' | 'reconnecting' | 'offline' | 'refused';
