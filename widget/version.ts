/** The version of this package. Files that a relay serves for this very script carry it in their names. */
export const version = '0.1.0';
