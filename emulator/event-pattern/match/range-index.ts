import { addBits, type Bits } from '../values/bits.ts';

/** Values in an order, with or without the ends. */
export type OrderedRange<Value> = {
  readonly low: Value;
  readonly high: Value;
  readonly includesLow: boolean;
  readonly includesHigh: boolean;
};

/** Finds which of many ranges a value is in, by one binary search. */
export class RangeIndex<Value extends number | string> {
  readonly #ranges: { range: OrderedRange<Value>; bits: Bits }[] = [];
  /** The ends of all ranges, and what holds between them and at them, by turns. */
  #cells: { ends: readonly Value[]; found: readonly Bits[] } | undefined;

  /** Adds a range, and what it stands for. */
  add(range: OrderedRange<Value>, bits: Bits): void {
    this.#ranges.push({ range, bits });
    this.#cells = undefined;
  }

  /** Adds to `into` what the ranges that a value is in stand for. */
  find(value: Value, into: Bits): void {
    if (this.#ranges.length === 0) return;
    this.#cells ??= this.#makeCells();
    const { ends, found } = this.#cells;
    const cell = found[cellOf(ends, value)];
    if (cell !== undefined) addBits(into, cell);
  }

  get isEmpty(): boolean {
    return this.#ranges.length === 0;
  }

  #makeCells() {
    const both = this.#ranges.flatMap(({ range }) => [range.low, range.high]);
    const ends = [...new Set(both)].toSorted((one, other) => (one < other ? -1 : 1));
    const words = this.#ranges[0]?.bits.length ?? 1;
    // Cells: before the first end, at it, after it, at the second, and so on.
    const found = Array.from({ length: 2 * ends.length + 1 }, () => new Int32Array(words));
    const placeOf = new Map(ends.map((end, index) => [end, 2 * index + 1]));
    for (const { range, bits } of this.#ranges) {
      const first = (placeOf.get(range.low) ?? 0) + (range.includesLow ? 0 : 1);
      const last = (placeOf.get(range.high) ?? 0) - (range.includesHigh ? 0 : 1);
      for (const cell of found.slice(first, last + 1)) addBits(cell, bits);
    }
    return { ends, found };
  }
}

function cellOf<Value extends number | string>(ends: readonly Value[], value: Value): number {
  let [from, to] = [0, ends.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const end = ends[middle];
    if (end !== undefined && end < value) from = middle + 1;
    else to = middle;
  }
  return ends[from] === value ? 2 * from + 1 : 2 * from;
}
