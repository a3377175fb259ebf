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

/** Event Ruler counts UTF-8 bytes, the quote before the text included. */
function byteOf(pattern: string, index: number): number {
  return 1 + Buffer.byteLength(pattern.slice(0, index));
}
