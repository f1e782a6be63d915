/** The colours that a person's name can have. What each looks like is the client's: one that can be read on its ground. */
export const COLORS = ['red', 'orange', 'olive', 'green', 'teal', 'blue', 'purple', 'pink'] as const;

export type Color = (typeof COLORS)[number];
