import type { TextAlternative } from '../values/alternative.ts';
import { addBits, type Bits } from '../values/bits.ts';
import type { WildcardPieces } from '../values/wildcard.ts';
import { AffixTree } from './affix-tree.ts';
import { CaselessTree } from './caseless-tree.ts';
import { PieceFinder } from './piece-finder.ts';

/** Finds which of many alternatives a text fulfils, without trying each. */
export class TextIndex {
  readonly #words: number;
  readonly #exact = new Map<string, Bits>();
  readonly #prefixes: AffixTree<Bits>;
  readonly #suffixes: AffixTree<Bits>;
  /** By its end, the beginnings of a wildcard of both. */
  readonly #ends: AffixTree<AffixTree<Bits>>;
  readonly #pieces = new PieceFinder();
  /** Made for the first of them. */
  #caseless: { beginnings: CaselessTree; ends: CaselessTree } | undefined;

  constructor(words: number) {
    this.#words = words;
    const makeBits = () => new Int32Array(words);
    this.#prefixes = new AffixTree('beginnings', makeBits);
    this.#suffixes = new AffixTree('ends', makeBits);
    this.#ends = new AffixTree('ends', () => new AffixTree<Bits>('beginnings', makeBits));
  }

  /** Adds an alternative, and what it stands for. */
  add(alternative: TextAlternative, bits: Bits): void {
    switch (alternative.kind) {
      case 'text':
        addBits(entryOf(this.#exact, alternative.text, this.#words), bits);
        break;
      case 'prefix':
        addBits(this.#prefixes.at(alternative.text), bits);
        break;
      case 'suffix':
        addBits(this.#suffixes.at(alternative.text), bits);
        break;
      case 'wildcard':
        this.#addWildcard(alternative.pieces, bits);
        break;
      case 'textIgnoringCase':
        this.#caselessTrees().beginnings.add(alternative.caseless, 'wholes', bits);
        break;
      case 'prefixIgnoringCase':
        this.#caselessTrees().beginnings.add(alternative.caseless, 'affixes', bits);
        break;
      case 'suffixIgnoringCase':
        this.#caselessTrees().ends.add(alternative.caseless, 'affixes', bits);
    }
  }

  /** Adds to `into` what the alternatives that a text fulfils stand for. */
  find(text: string, into: Bits): void {
    const exact = this.#exact.size === 0 ? undefined : this.#exact.get(text);
    if (exact !== undefined) addBits(into, exact);
    const add = (bits: Bits) => addBits(into, bits);
    this.#prefixes.find(text, add);
    this.#suffixes.find(text, add);
    this.#ends.find(text, (beginnings, endLength) => {
      beginnings.find(text, (bits, length) => {
        if (length + endLength <= text.length) add(bits);
      });
    });
    this.#pieces.find(text, into);
    this.#caseless?.beginnings.find(text, into);
    this.#caseless?.ends.find(text, into);
  }

  #addWildcard(pieces: WildcardPieces, bits: Bits): void {
    const [first = '', last = ''] = pieces;
    if (pieces.length === 1) addBits(entryOf(this.#exact, first, this.#words), bits);
    else if (pieces.length > 2) this.#pieces.add(pieces, bits);
    else addBits(this.#ends.at(last).at(first), bits);
  }

  #caselessTrees() {
    return (this.#caseless ??= {
      beginnings: new CaselessTree('beginnings', this.#words),
      ends: new CaselessTree('ends', this.#words),
    });
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
