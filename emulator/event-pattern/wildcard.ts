import { invalidEventPattern } from '../protocol/aws-error.ts';
import type { ValueTest } from './field-tree.ts';

/** `wildcard`: `*` stands for any characters; `\*` and `\\` for themselves. */
export function parseWildcard(operand: unknown): ValueTest {
  if (typeof operand !== 'string') throw invalidEventPattern('wildcard must be a string');
  const pieces = piecesOf(operand);
  return (value) => typeof value === 'string' && matchesPieces(value, pieces);
}

/** The literal texts between the wildcards, unescaped. */
function piecesOf(pattern: string): string[] {
  const tokens = pattern.match(/\\[\s\S]?|\*|[^\\*]+/gu) ?? [];
  const pieces = [''];
  tokens.forEach((token, index) => {
    if (token === '*') {
      if (tokens[index - 1] === '*') throw invalidEventPattern('Consecutive wildcard characters');
      pieces.push('');
      return;
    }
    if (token.startsWith('\\') && token !== '\\*' && token !== '\\\\') {
      throw invalidEventPattern('A backslash may only escape an asterisk or a backslash');
    }
    pieces.push((pieces.pop() ?? '') + token.replace(/^\\/u, ''));
  });
  return pieces;
}

/** Linear in the value: each piece is searched for once, from the end of the previous one. */
function matchesPieces(value: string, pieces: readonly string[]): boolean {
  const [first = '', ...rest] = pieces;
  const last = rest.pop();
  if (last === undefined) return value === first;
  if (!value.startsWith(first)) return false;
  let from = first.length;
  for (const piece of rest) {
    const at = value.indexOf(piece, from);
    if (at === -1) return false;
    from = at + piece.length;
  }
  return value.length - last.length >= from && value.endsWith(last);
}
