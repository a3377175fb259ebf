import { endOfSpace, endOfString, isQuote, isSpace } from './json-members.ts';

/** JSON text without the white space between its tokens, which stay as they are. */
export function compactJson(json: string): string {
  return compactPart(json, { start: 0, end: json.length }, Infinity);
}

/**
 * The same of a part of JSON text. Of more than so many characters it is only a beginning, which has more of
 * them, too; the rest is not looked at.
 */
export function compactPart(
  json: string,
  { start, end }: { readonly start: number; readonly end: number },
  maxLength: number,
): string {
  let compact = '';
  let from = start;
  while (from < end && compact.length <= maxLength) {
    const to = endOfToken(json, from, Math.min(end, from + maxLength + 1));
    compact += json.slice(from, to);
    from = endOfSpace(json, to);
  }
  return compact;
}

/** Where the next white space outside of strings is, or the end if there is none. */
function endOfToken(json: string, start: number, end: number): number {
  let at = start;
  while (at < end && !isSpace(json.charCodeAt(at))) {
    at = isQuote(json, at) ? endOfString(json, at) : at + 1;
  }
  return at;
}
