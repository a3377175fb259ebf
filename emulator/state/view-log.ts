/** A list that only grows at its end, and forgets its oldest items when it holds more than it may. */
export class ViewLog<Item> {
  #items: Item[] = [];
  #first = 0;
  #bytes = 0;
  readonly #maxBytes: number;
  readonly #bytesOf: (item: Item) => number;

  constructor(maxBytes: number, bytesOf: (item: Item) => number) {
    this.#maxBytes = maxBytes;
    this.#bytesOf = bytesOf;
  }

  /** Adds an item; says how many old ones were forgotten for it. The newest is always kept. */
  push(item: Item): number {
    this.#items.push(item);
    this.#bytes += this.#bytesOf(item);
    let forgotten = 0;
    while (this.#bytes > this.#maxBytes && this.#items.length - this.#first > 1) {
      this.#forgetFirst();
      forgotten += 1;
    }
    return forgotten;
  }

  /** The items as they are now; later changes do not touch this copy. */
  snapshot(): Item[] {
    return this.#items.slice(this.#first);
  }

  clear(): void {
    this.#items = [];
    this.#first = 0;
    this.#bytes = 0;
  }

  #forgetFirst(): void {
    const item = this.#items[this.#first];
    if (item !== undefined) this.#bytes -= this.#bytesOf(item);
    this.#first += 1;
    // Cutting the array each time would be quadratic.
    if (this.#first * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#first);
      this.#first = 0;
    }
  }
}
