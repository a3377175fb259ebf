type Node<Found> = { readonly next: Map<number, Node<Found>>; found: Found | undefined };

/** Finds which of many beginnings, or ends, a text has, in one walk along it. */
export class AffixTree<Found> {
  readonly #root: Node<Found> = { next: new Map(), found: undefined };
  readonly #fromEnd: boolean;
  readonly #make: () => Found;
  #isEmpty = true;

  /** `make` makes what an affix stands for. */
  constructor(end: 'beginnings' | 'ends', make: () => Found) {
    this.#fromEnd = end === 'ends';
    this.#make = make;
  }

  /** What an affix stands for; it is added if it is new. */
  at(affix: string): Found {
    this.#isEmpty = false;
    let node = this.#root;
    for (let index = 0; index < affix.length; index += 1) {
      const code = this.#codeAt(affix, index);
      const next = node.next.get(code) ?? { next: new Map(), found: undefined };
      node.next.set(code, next);
      node = next;
    }
    return (node.found ??= this.#make());
  }

  /** Calls `use` with what each affix of a text stands for, and how long it is. */
  find(text: string, use: (found: Found, length: number) => void): void {
    if (this.#isEmpty) return;
    let node: Node<Found> | undefined = this.#root;
    for (let index = 0; node !== undefined; index += 1) {
      if (node.found !== undefined) use(node.found, index);
      if (index === text.length) return;
      node = node.next.get(this.#codeAt(text, index));
    }
  }

  #codeAt(text: string, index: number): number {
    return text.charCodeAt(this.#fromEnd ? text.length - 1 - index : index);
  }
}
