import { addBits, type Bits } from '../values/bits.ts';

type Node = { readonly next: Map<number, Node>; found: Bits | undefined };

/** Finds which of many beginnings, or ends, a text has, in one walk along it. */
export class AffixTree {
  readonly #root: Node = { next: new Map(), found: undefined };
  readonly #fromEnd: boolean;
  #isEmpty = true;

  constructor(end: 'beginnings' | 'ends') {
    this.#fromEnd = end === 'ends';
  }

  /** Adds an affix, and what it stands for. */
  add(affix: string, bits: Bits): void {
    this.#isEmpty = false;
    let node = this.#root;
    for (let index = 0; index < affix.length; index += 1) {
      const code = this.#codeAt(affix, index);
      const next = node.next.get(code) ?? { next: new Map(), found: undefined };
      node.next.set(code, next);
      node = next;
    }
    node.found ??= new Int32Array(bits.length);
    addBits(node.found, bits);
  }

  /** Adds to `into` what the affixes of a text stand for. */
  find(text: string, into: Bits): void {
    if (this.#isEmpty) return;
    let node: Node | undefined = this.#root;
    for (let index = 0; node !== undefined; index += 1) {
      if (node.found !== undefined) addBits(into, node.found);
      if (index === text.length) return;
      node = node.next.get(this.#codeAt(text, index));
    }
  }

  #codeAt(text: string, index: number): number {
    return text.charCodeAt(this.#fromEnd ? text.length - 1 - index : index);
  }
}
