/** Where a launcher's panel fills the screen: on phones, and on what is left of a desktop at 400 %. */
export const FILLS_SCREEN = '(max-width: 480px)';
