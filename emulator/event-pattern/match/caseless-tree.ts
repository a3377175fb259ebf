import { addBits, type Bits } from '../values/bits.ts';
import type { CaselessText } from '../values/ignoring-case.ts';

type Node = {
  /** Where a character leads to: to several nodes if it is a form of several letters. */
  readonly next: Map<number, Node[]>;
  readonly byForms: Map<string, Node>;
  /** What is found when the walk comes here, and what if the text ends here. */
  readonly affixes: Bits;
  readonly wholes: Bits;
};

/** Finds which of many beginnings, ends or whole texts a text has whatever its case is, in one walk along it. */
export class CaselessTree {
  readonly #words: number;
  readonly #fromEnd: boolean;
  readonly #root: Node;

  constructor(end: 'beginnings' | 'ends', words: number) {
    this.#words = words;
    this.#fromEnd = end === 'ends';
    this.#root = this.#newNode();
  }

  /** Adds a text, as a whole or as an affix, and what it stands for. */
  add(text: CaselessText, part: 'affixes' | 'wholes', bits: Bits): void {
    let node = this.#root;
    for (const forms of this.#fromEnd ? text.toReversed() : text) {
      const known = node.byForms.get(forms.join());
      const next = known ?? this.#newNode();
      if (known === undefined) for (const form of forms) this.#link(node, form, next);
      node.byForms.set(forms.join(), next);
      node = next;
    }
    addBits(node[part], bits);
  }

  /** Adds to `into` what the texts that a text has stand for. */
  find(text: string, into: Bits): void {
    let active: readonly Node[] = [this.#root];
    for (let index = 0; active.length > 0; index += 1) {
      for (const { affixes } of active) addBits(into, affixes);
      if (index === text.length) {
        for (const { wholes } of active) addBits(into, wholes);
        return;
      }
      const code = text.charCodeAt(this.#fromEnd ? text.length - 1 - index : index);
      active = successors(active, code);
    }
  }

  #link(from: Node, form: string, to: Node): void {
    let node = from;
    const last = form.length - 1;
    for (let index = 0; index <= last; index += 1) {
      const code = form.charCodeAt(this.#fromEnd ? last - index : index);
      const next = index === last ? to : this.#newNode();
      node.next.set(code, [...(node.next.get(code) ?? []), next]);
      node = next;
    }
  }

  #newNode(): Node {
    return {
      next: new Map(),
      byForms: new Map(),
      affixes: new Int32Array(this.#words),
      wholes: new Int32Array(this.#words),
    };
  }
}

const NONE: readonly Node[] = [];

function successors(active: readonly Node[], code: number): readonly Node[] {
  if (active.length === 1) return active[0]?.next.get(code) ?? NONE;
  return [...new Set(active.flatMap(({ next }) => next.get(code) ?? NONE))];
}
