const FIRST_SIZE = 64;

/** Numbers pairs of 32-bit integers: equal pairs have one number, from 1. A chain of pairs numbers a list. */
export class PairNumbers {
  #mask = FIRST_SIZE - 1;
  #slots = new Int32Array(3 * FIRST_SIZE);
  #count = 0;

  /** The number of a pair: the next one if it is new. */
  of(one: number, other: number): number {
    const slot = this.#slotOf(one, other);
    const known = this.#slots[slot] ?? 0;
    if (known !== 0) return known;
    this.#count += 1;
    this.#put(slot, one, other, this.#count);
    if (2 * this.#count > this.#mask) this.#grow();
    return this.#count;
  }

  /** How many pairs there are. */
  get count(): number {
    return this.#count;
  }

  #slotOf(one: number, other: number): number {
    const mixed = Math.imul(Math.imul(one, 0x9e3779b1) ^ other, 0x85ebca6b);
    let slot = 3 * ((mixed ^ (mixed >>> 15)) & this.#mask);
    while (
      this.#slots[slot] !== 0 &&
      (this.#slots[slot + 1] !== one || this.#slots[slot + 2] !== other)
    ) {
      slot = slot === 3 * this.#mask ? 0 : slot + 3;
    }
    return slot;
  }

  #put(slot: number, one: number, other: number, number: number): void {
    this.#slots[slot] = number;
    this.#slots[slot + 1] = one;
    this.#slots[slot + 2] = other;
  }

  #grow(): void {
    const before = this.#slots;
    this.#mask = 2 * this.#mask + 1;
    this.#slots = new Int32Array(2 * before.length);
    for (let slot = 0; slot < before.length; slot += 3) {
      const number = before[slot] ?? 0;
      if (number === 0) continue;
      const [one = 0, other = 0] = [before[slot + 1], before[slot + 2]];
      this.#put(this.#slotOf(one, other), one, other, number);
    }
  }
}
