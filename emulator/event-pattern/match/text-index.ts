import type { TextAlternative } from '../values/alternative.ts';
import { addBits, type Bits } from '../values/bits.ts';
import {
  beginsIgnoringCase,
  type CaselessText,
  endsIgnoringCase,
} from '../values/ignoring-case.ts';
import { matchesWildcard, type WildcardPieces } from '../values/wildcard.ts';
import { AffixTree } from './affix-tree.ts';

/** Finds which of many alternatives a text fulfils; most are found without trying each. */
export class TextIndex {
  readonly #exact = new Map<string, Bits>();
  readonly #prefixes = new AffixTree('beginnings');
  readonly #suffixes = new AffixTree('ends');
  readonly #wildcards: { pieces: WildcardPieces; bits: Bits }[] = [];
  readonly #caseless: { test: (text: string, upper: string) => boolean; bits: Bits }[] = [];

  /** Adds an alternative, and what it stands for. */
  add(alternative: TextAlternative, bits: Bits): void {
    switch (alternative.kind) {
      case 'text':
        addBits(entryOf(this.#exact, alternative.text, bits.length), bits);
        break;
      case 'prefix':
        this.#prefixes.add(alternative.text, bits);
        break;
      case 'suffix':
        this.#suffixes.add(alternative.text, bits);
        break;
      case 'wildcard':
        this.#wildcards.push({ pieces: alternative.pieces, bits });
        break;
      case 'textIgnoringCase':
      case 'prefixIgnoringCase':
      case 'suffixIgnoringCase':
        this.#caseless.push({ test: caselessTest(alternative.kind, alternative.caseless), bits });
    }
  }

  /** Adds to `into` what the alternatives that a text fulfils stand for. */
  find(text: string, into: Bits): void {
    const exact = this.#exact.get(text);
    if (exact !== undefined) addBits(into, exact);
    this.#prefixes.find(text, into);
    this.#suffixes.find(text, into);
    for (const { pieces, bits } of this.#wildcards) {
      if (matchesWildcard(text, pieces)) addBits(into, bits);
    }
    if (this.#caseless.length > 0) this.#findCaseless(text, into);
  }

  #findCaseless(text: string, into: Bits): void {
    const upper = text.toUpperCase();
    for (const { test, bits } of this.#caseless) if (test(text, upper)) addBits(into, bits);
  }
}

type CaselessKind = 'textIgnoringCase' | 'prefixIgnoringCase' | 'suffixIgnoringCase';

/** A quick test in upper case, where it cannot miss one, before the exact one. */
function caselessTest(kind: CaselessKind, caseless: CaselessText) {
  const { upper } = caseless;
  switch (kind) {
    case 'textIgnoringCase':
      return (text: string, inUpper: string) =>
        (upper === undefined || inUpper === upper) && beginsIgnoringCase(text, caseless, true);
    case 'prefixIgnoringCase':
      return (text: string, inUpper: string) =>
        (upper === undefined || inUpper.startsWith(upper)) &&
        beginsIgnoringCase(text, caseless, false);
    case 'suffixIgnoringCase':
      return (text: string, inUpper: string) =>
        (upper === undefined || inUpper.endsWith(upper)) && endsIgnoringCase(text, caseless);
  }
}

/** The bits of a key, empty if it is new. */
export function entryOf<Key>(map: Map<Key, Bits>, key: Key, words: number): Bits {
  const known = map.get(key);
  if (known !== undefined) return known;
  const bits = new Int32Array(words);
  map.set(key, bits);
  return bits;
}
