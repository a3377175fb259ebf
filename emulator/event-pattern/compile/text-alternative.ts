import type { TextAlternative } from '../values/alternative.ts';
import { wildcardPieces } from '../values/wildcard.ts';

/** A text, or the beginning or end of one. */
export function textAlternative(kind: 'text' | 'prefix' | 'suffix', text: string): TextAlternative {
  return { kind, text };
}

/** A wildcard; throws if it is not well-formed. */
export function wildcardAlternative(text: string): TextAlternative {
  return { kind: 'wildcard', text, pieces: wildcardPieces(text) };
}
