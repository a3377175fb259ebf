import type { AddressDigits, AddressRange } from './address.ts';
import type { CaselessText } from './ignoring-case.ts';
import type { WildcardPieces } from './wildcard.ts';

/** What the beginning, the end or the whole of a text must be. */
export type TextAlternative =
  | { readonly kind: 'text' | 'prefix' | 'suffix'; readonly text: string }
  | {
      readonly kind: 'textIgnoringCase' | 'prefixIgnoringCase' | 'suffixIgnoringCase';
      readonly caseless: CaselessText;
      readonly text: string;
    }
  | { readonly kind: 'wildcard'; readonly pieces: WildcardPieces; readonly text: string };

/** A number; those that cannot be compared are matched by their text. */
export type NumberAlternative = {
  readonly kind: 'number';
  readonly text: string;
  readonly number: number | undefined;
};

/** Numbers within bounds, which may be infinite. */
export type NumberRange = {
  readonly kind: 'range';
  readonly low: number;
  readonly high: number;
  readonly includesLow: boolean;
  readonly includesHigh: boolean;
};

/** One of the alternatives that a pattern gives for a field. */
export type Alternative =
  | TextAlternative
  | NumberAlternative
  | NumberRange
  | ({ readonly kind: 'addresses' } & AddressRange)
  | { readonly kind: 'address'; readonly digits: AddressDigits }
  | { readonly kind: 'word'; readonly word: 'true' | 'false' | 'null' }
  | { readonly kind: 'anythingBut'; readonly excluded: readonly Excluded[] }
  | { readonly kind: 'present' }
  | { readonly kind: 'absent' };

/** What `anything-but` excludes. */
export type Excluded = TextAlternative | NumberAlternative;

/** Whether an alternative is one that `anything-but` can exclude, too. */
export function isTextOrNumber(alternative: Alternative): alternative is Excluded {
  return 'text' in alternative;
}
