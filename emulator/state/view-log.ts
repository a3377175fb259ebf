/** An item of a view, with its place in it: the first is 1, and none ever has another's. */
export type Numbered<Item> = { readonly sequence: number; readonly item: Item };

/** Which items of a view are asked for. */
export type Selection<Item> = {
  /** Only items with a higher sequence. */
  readonly after: number;
  /** At most so many, the newest. */
  readonly limit: number;
  readonly isWanted: (item: Item) => boolean;
};

/** A list that only grows at its end, and forgets its oldest items when it holds more than it may. */
export class ViewLog<Item> {
  #items: Item[] = [];
  #first = 0;
  #bytes = 0;
  /** How many items came before those in the array. */
  #before = 0;
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

  /** The items that are asked for, the oldest first, as they are now: later changes do not touch them. */
  select({ after, limit, isWanted }: Selection<Item>): Numbered<Item>[] {
    const selected: Numbered<Item>[] = [];
    const oldest = Math.max(this.#first, after - this.#before);
    for (let index = this.#items.length - 1; index >= oldest; index -= 1) {
      if (selected.length >= limit) break;
      const item = this.#items[index];
      if (item !== undefined && isWanted(item)) {
        selected.push({ sequence: this.#before + index + 1, item });
      }
    }
    return selected.toReversed();
  }

  clear(): void {
    this.#before += this.#items.length;
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
      this.#before += this.#first;
      this.#first = 0;
    }
  }
}
