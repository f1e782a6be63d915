import type { DeedTranslation } from './translation.js';

/** The English words of what can be done about messages and people, which come with it. */
export const enDeeds: DeedTranslation = {
  ignore: 'Ignore {0}',
  removeOne: 'Remove this message',
  removeAll: 'Remove all by {0} of the last hour',
  muteFor: 'Mute {0} for 10 minutes',
  banHour: 'Ban {0} for an hour',
  banDay: 'Ban {0} for a day',
  done: 'Done.',
  ignoredNow: 'You ignore {0} now. /unignore brings them back.',
  unknownCommand: 'There is no command {0}. /help lists them.',
  unknownPerson: 'Nobody here is called {0}.',
  severalPeople: 'Several people are called {0}. Use the menu at one of their messages.',
  usage: 'Like this: {0}',
  commandsLabel: 'Commands',
  commands: {
    nick: 'go by another name',
    me: 'say what you do',
    ignore: 'show nothing more of someone',
    unignore: 'show someone again',
    help: 'what there is',
    remove: 'remove all that someone wrote in the last hour',
    mute: 'let someone not write for a while',
    unmute: 'let someone write again',
    ban: 'keep someone out for a while',
    unban: 'let someone in again',
    slow: 'one message per person in so long; off ends it',
    lock: 'only moderators may write',
    unlock: 'everyone may write again',
  },
};
