import type { NamingTranslation } from './translation.js';

/** The English words of what can be done about one's name, which come with it. */
export const enNaming: NamingTranslation = {
  useInstead: 'Use “{0}” instead',
  ownColor: 'Colour of your name',
  colors: {
    none: 'No colour',
    red: 'Red',
    orange: 'Orange',
    olive: 'Olive',
    green: 'Green',
    teal: 'Teal',
    blue: 'Blue',
    purple: 'Purple',
    pink: 'Pink',
  },
  forgetMe: 'Forget me',
  forgetting: 'This device forgets your name and what you have typed. You go on as a new guest.',
  stay: 'Cancel',
};
