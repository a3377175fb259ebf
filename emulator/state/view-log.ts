/** An item of a view, with its sequence number: the first is 1, and no number is used twice. */
export type Numbered<Item> = { readonly sequence: number; readonly item: Item };

/** Which items of a view to return. */
export type Selection<Item> = {
  /** Only items with a higher sequence. */
  readonly after: number;
  /** Only this many, the newest. */
  readonly limit: number;
  /** Only as many, the newest, as take roughly this much memory, but at least one. Default: no limit. */
  readonly maxBytes?: number;
  readonly isWanted: (item: Item) => boolean;
};

/** An append-only list that discards its oldest items when it exceeds its size. */
export class ViewLog<Item> {
  #items: Item[] = [];
  #first = 0;
  #bytes = 0;
  /** The number of items before those in the array. */
  #before = 0;
  readonly #maxBytes: number;
  readonly #bytesOf: (item: Item) => number;

  constructor(maxBytes: number, bytesOf: (item: Item) => number) {
    this.#maxBytes = maxBytes;
    this.#bytesOf = bytesOf;
  }

  /** Adds an item and returns how many old ones it discarded. The newest is always kept. */
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

  /** A copy of the current items; later changes do not affect it. */
  snapshot(): Item[] {
    return this.#items.slice(this.#first);
  }

  /** The selected items, oldest first; later changes do not affect them. */
  select({ after, limit, maxBytes = Infinity, isWanted }: Selection<Item>): Numbered<Item>[] {
    const selected: Numbered<Item>[] = [];
    let bytes = 0;
    const oldest = Math.max(this.#first, after - this.#before);
    for (let index = this.#items.length - 1; index >= oldest; index -= 1) {
      if (selected.length >= limit) break;
      const item = this.#items[index];
      if (item !== undefined && isWanted(item)) {
        bytes += this.#bytesOf(item);
        if (bytes > maxBytes && selected.length > 0) break;
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
    // Copying the array each time would be quadratic.
    if (this.#first * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#first);
      this.#before += this.#first;
      this.#first = 0;
    }
  }
}
