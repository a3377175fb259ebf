import { isString, type Token, tokensIn } from './json-tokens.ts';

/** Half of a pair, escaped; the other half may follow. */
const ESCAPED_SURROGATE = /\\u[dD][89a-fA-F][0-9a-fA-F]{2}/u;
const COLON = /\s*:/y;

/** Whether a text in valid JSON has an escaped surrogate without its other half. */
export function hasLoneSurrogate(json: string): boolean {
  if (!ESCAPED_SURROGATE.test(json)) return false;
  return tokensIn(json)
    .filter(({ text }) => ESCAPED_SURROGATE.test(text))
    .some(({ text }) => !decoded(text).isWellFormed());
}

/** Whether an object in valid JSON has two members of one name, however their names are escaped. */
export function hasDuplicateKeys(json: string): boolean {
  const open: Set<string>[] = [];
  for (const token of tokensIn(json)) {
    if (token.text === '{' || token.text === '[') open.push(new Set());
    else if (token.text === '}' || token.text === ']') open.pop();
    else if (isName(json, token)) {
      const names = open.at(-1);
      const name = decoded(token.text);
      if (names?.has(name) === true) return true;
      names?.add(name);
    }
  }
  return false;
}

function isName(json: string, token: Token): boolean {
  if (!isString(token)) return false;
  COLON.lastIndex = token.end;
  return COLON.test(json);
}

/** The text of a JSON string. */
function decoded(text: string): string {
  return String(JSON.parse(text));
}
