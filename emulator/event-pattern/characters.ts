/** Codes of the characters that JSON and patterns give a meaning. */
export const QUOTE = 0x22;
export const STAR = 0x2a;
export const COMMA = 0x2c;
export const DOT = 0x2e;
export const ZERO = 0x30;
export const NINE = 0x39;
export const COLON = 0x3a;
export const OPEN_BRACKET = 0x5b;
export const BACKSLASH = 0x5c;
export const CLOSE_BRACKET = 0x5d;
export const OPEN_BRACE = 0x7b;
export const CLOSE_BRACE = 0x7d;
/** White space of JSON is this or below. */
export const SPACE = 0x20;
