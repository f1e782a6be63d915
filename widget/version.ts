/** The version of this package. Files that a relay serves for this very script carry it in their names. */
export const version = '0.1.0';

/** Address of a file that belongs to this very script. @param relay the folder of the relay that has it */
export const partOf = (relay: string, name: string): string =>
  `${relay.replace(/\/*$/, '/')}awesome-chat-${version}.${name}`;
