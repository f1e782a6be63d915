/** The widget's parts that are files of their own, by name: see widget/parts/part.ts. */
export const partNames = [
  ...['launcher', 'page-room', 'session', 'rooms', 'waiting', 'extras'],
  ...['deeds', 'naming', 'patience', 'pictures', 'colors', 'keyboard', 'modal'],
];
