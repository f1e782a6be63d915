export * from './colors.js';
export * from './events.js';
export * from './limits.js';
export * from './messages.js';
export * from './refusals.js';
export * from './replica.js';
