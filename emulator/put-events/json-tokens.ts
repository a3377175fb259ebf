/** A string with its quotes, a number, or one of `{}[]`, and the position after it. */
export type Token = { readonly text: string; readonly end: number };

const START = /["{}[\]]|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gu;
const QUOTE = '"';
const BACKSLASH = 0x5c;

/** The strings, numbers and brackets of valid JSON text, in order. A string of any length takes no stack. */
export function* tokensIn(json: string): Generator<Token> {
  const start = new RegExp(START);
  for (let found = start.exec(json); found !== null; found = start.exec(json)) {
    const [mark] = found;
    if (mark === QUOTE) {
      start.lastIndex = endOfString(json, found.index) + 1;
      yield { text: json.slice(found.index, start.lastIndex), end: start.lastIndex };
    } else {
      yield { text: mark, end: start.lastIndex };
    }
  }
}

/** Whether a token is a string. */
export function isString({ text }: Token): boolean {
  return text.startsWith(QUOTE);
}

/** The position of the quote that ends the string which starts here. */
export function endOfString(json: string, start: number): number {
  let end = json.indexOf(QUOTE, start + 1);
  while (isEscaped(json, end)) end = json.indexOf(QUOTE, end + 1);
  return end;
}

function isEscaped(json: string, quote: number): boolean {
  let backslashes = 0;
  while (json.charCodeAt(quote - 1 - backslashes) === BACKSLASH) backslashes += 1;
  return backslashes % 2 === 1;
}
