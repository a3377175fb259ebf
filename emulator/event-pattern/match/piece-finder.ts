import { addBits, type Bits } from '../values/bits.ts';
import type { WildcardPieces } from '../values/wildcard.ts';

/** A wildcard with pieces between its first and its last, and how far a text has come in it. */
type Wildcard = {
  readonly first: string;
  readonly middle: readonly string[];
  readonly last: string;
  readonly bits: Bits;
  /** The text that the rest is about. */
  run: number;
  next: number;
  from: number;
  to: number;
};

/** A piece of a wildcard, by its place there. */
type Piece = { readonly wildcard: Wildcard; readonly place: number; readonly length: number };

type Node = {
  readonly next: Map<number, Node>;
  /** The longest other node that ends as this one does. */
  fail: Node | undefined;
  /** The pieces that end here. */
  pieces: Piece[];
  /** The text in which none of them is waited for any more. */
  doneInRun: number;
};

/**
 * Finds which of many wildcards a text fulfils, in one walk along it, by Aho and Corasick's automaton of their pieces.
 * Of each wildcard the next piece is waited for: the first place where it ends is the best one.
 */
export class PieceFinder {
  readonly #root = newNode();
  #isReady = true;
  #run = 0;

  /** Adds a wildcard of three pieces or more, and what it stands for. */
  add(pieces: WildcardPieces, bits: Bits): void {
    const [first, middle, last] = [pieces[0] ?? '', pieces.slice(1, -1), pieces.at(-1) ?? ''];
    const wildcard = { first, middle, last, bits, run: 0, next: 0, from: 0, to: 0 };
    middle.forEach((piece, place) => {
      let node = this.#root;
      for (let at = 0; at < piece.length; at += 1) {
        const code = piece.charCodeAt(at);
        const next = node.next.get(code) ?? newNode();
        node.next.set(code, next);
        node = next;
      }
      node.pieces.push({ wildcard, place, length: piece.length });
    });
    this.#isReady = false;
  }

  /** Adds to `into` what the wildcards that a text fulfils stand for. */
  find(text: string, into: Bits): void {
    if (this.#root.next.size === 0) return;
    if (!this.#isReady) this.#makeReady();
    this.#run += 1;
    let node = this.#root;
    for (let at = 0; at < text.length; at += 1) {
      node = this.#step(node, text.charCodeAt(at));
      if (node.pieces.length === 0 || node.doneInRun === this.#run) continue;
      let isDone = true;
      for (const piece of node.pieces) {
        if (this.#advance(piece, text, at + 1)) addBits(into, piece.wildcard.bits);
        isDone &&= piece.wildcard.next > piece.place;
      }
      if (isDone) node.doneInRun = this.#run;
    }
  }

  /** Notes a piece that ends here. Whether it completes its wildcard. */
  #advance({ wildcard, place, length }: Piece, text: string, end: number): boolean {
    if (wildcard.run !== this.#run) this.#begin(wildcard, text);
    if (wildcard.next !== place || end - length < wildcard.from) return false;
    wildcard.next += 1;
    wildcard.from = end;
    return wildcard.next === wildcard.middle.length && end <= wildcard.to;
  }

  #begin(wildcard: Wildcard, text: string): void {
    const { first, middle, last } = wildcard;
    const isPossible = text.startsWith(first) && text.endsWith(last);
    wildcard.run = this.#run;
    wildcard.next = isPossible ? 0 : middle.length;
    wildcard.from = first.length;
    wildcard.to = text.length - last.length;
  }

  #step(from: Node, code: number): Node {
    let node: Node | undefined = from;
    while (node !== undefined) {
      const next = node.next.get(code);
      if (next !== undefined) return next;
      node = node.fail;
    }
    return this.#root;
  }

  /** Finds where each node falls back to, from the shortest on. */
  #makeReady(): void {
    this.#isReady = true;
    const nodes = [this.#root];
    for (const node of nodes) {
      for (const [code, next] of node.next) {
        next.fail = node.fail === undefined ? this.#root : this.#step(node.fail, code);
        next.pieces = [...next.pieces, ...next.fail.pieces];
        nodes.push(next);
      }
    }
  }
}

function newNode(): Node {
  return { next: new Map(), fail: undefined, pieces: [], doneInRun: 0 };
}
