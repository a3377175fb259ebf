import { invalidEventPattern } from '../../protocol/aws-error.ts';

/** The texts between the wildcards, unescaped. */
export type WildcardPieces = readonly string[];

const TOKENS = /\\[\s\S]?|\*|[^\\*]+/gu;

/** The pieces of a wildcard; throws for two wildcards side by side, and for a backslash before anything else. */
export function wildcardPieces(pattern: string): WildcardPieces {
  const pieces = [''];
  let before = '';
  for (const { 0: token, index } of pattern.matchAll(TOKENS)) {
    if (token === '*' && before === '*') {
      throw invalidEventPattern(
        `Consecutive wildcard characters at pos ${byteOf(pattern, index - 1)}`,
      );
    }
    if (token.startsWith('\\') && token !== '\\*' && token !== '\\\\') {
      throw invalidEventPattern(`Invalid escape character at pos ${byteOf(pattern, index)}`);
    }
    if (token === '*') pieces.push('');
    else pieces.push(`${pieces.pop() ?? ''}${token.replace(/^\\/u, '')}`);
    before = token;
  }
  return pieces;
}

/** Whether a value has the pieces in order. Linear in it: each piece is looked for from where the last one ended. */
export function matchesWildcard(value: string, pieces: WildcardPieces): boolean {
  const first = pieces[0] ?? '';
  if (pieces.length === 1) return value === first;
  const last = pieces.at(-1) ?? '';
  if (!value.startsWith(first) || !value.endsWith(last)) return false;
  let from = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const at = value.indexOf(piece, from);
    if (at === -1) return false;
    from = at + piece.length;
  }
  return value.length - last.length >= from;
}

/** Event Ruler counts UTF-8 bytes, the quote before the text included. */
function byteOf(pattern: string, index: number): number {
  return 1 + Buffer.byteLength(pattern.slice(0, index));
}
