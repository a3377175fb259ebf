import { hasBit } from '../values/bits.ts';
import type { CompiledBranch } from './branch-matcher.ts';
import { type EventLayout, NONE, ROOT } from './event-layout.ts';

/** After so many steps the search gives up: some events have more ways to try than there is time. */
const MAX_STEPS = 200_000;

/**
 * Tries every choice of elements, as Event Ruler does, for the rare events in which one field of a branch is in several
 * arrays of a context: arrays and plain values mixed, a name given twice, or the same path with and without dots.
 * Does not find a match that takes more than `MAX_STEPS` steps.
 */
export class ExhaustiveSearch {
  readonly #layout: EventLayout;
  readonly #branch: CompiledBranch;
  readonly #fulfilledIn: ReadonlyMap<number, readonly number[]>;
  readonly #presentIn: ReadonlyMap<number, readonly number[]>;
  /** The element that is chosen of each array. */
  readonly #chosen: Int32Array;
  steps = 0;

  constructor(layout: EventLayout, branch: CompiledBranch) {
    this.#layout = layout;
    this.#branch = branch;
    this.#fulfilledIn = contextsWith(layout, 'fulfilled', branch.conditions);
    this.#presentIn = contextsWith(layout, 'present', branch.conditions);
    this.#chosen = new Int32Array(layout.contextOf.length).fill(NONE);
  }

  /** Whether the event fulfils the branch. */
  matches(): boolean {
    return this.#holdsFrom(0);
  }

  /** Whether the conditions from this one hold, with the elements that are chosen. */
  #holdsFrom(index: number): boolean {
    const condition = this.#branch.conditions[index];
    if (condition === undefined) return true;
    for (const context of this.#fulfilledIn.get(condition) ?? []) {
      const outcome = this.#tryContext(context, index);
      if (outcome !== 'goOn') return outcome === 'holds';
    }
    return this.#isAbsent(condition) && this.#holdsFrom(index + 1);
  }

  #tryContext(context: number, index: number): 'holds' | 'fails' | 'goOn' {
    if (this.#isOver()) return 'fails';
    const arrays = this.#choose(context);
    if (arrays === undefined) return 'goOn';
    if (this.#holdsFrom(index + 1)) return 'holds';
    for (const array of arrays) this.#chosen[array] = NONE;
    // If nothing was given up for this value, no other one is better.
    return arrays.length === 0 && !this.#branch.allowsAbsence ? 'fails' : 'goOn';
  }

  #isAbsent(condition: number): boolean {
    if (!hasBit(this.#branch.allowingAbsence, condition)) return false;
    return !(this.#presentIn.get(condition) ?? []).some((context) => {
      if (this.#isOver()) return true;
      return this.#isConsistent(context);
    });
  }

  /** Chooses the elements that a context is in. The arrays whose elements are new; undefined if it contradicts. */
  #choose(context: number): number[] | undefined {
    if (!this.#isConsistent(context)) return undefined;
    const { arrayOf, contextOf } = this.#layout;
    const arrays: number[] = [];
    let inner = context;
    for (let array = arrayOf[inner] ?? NONE; array !== NONE; array = arrayOf[inner] ?? NONE) {
      if (this.#chosen[array] === NONE) arrays.push(array);
      this.#chosen[array] = inner;
      inner = contextOf[array] ?? ROOT;
    }
    return arrays;
  }

  /** Whether no other element is chosen of an array that a context is in. */
  #isConsistent(context: number): boolean {
    const { arrayOf, contextOf } = this.#layout;
    let inner = context;
    for (let array = arrayOf[inner] ?? NONE; array !== NONE; array = arrayOf[inner] ?? NONE) {
      this.steps += 1;
      const chosen = this.#chosen[array] ?? NONE;
      if (chosen !== NONE && chosen !== inner) return false;
      inner = contextOf[array] ?? ROOT;
    }
    return true;
  }

  #isOver(): boolean {
    this.steps += 1;
    return this.steps > MAX_STEPS;
  }
}

function contextsWith(
  layout: EventLayout,
  kind: 'fulfilled' | 'present',
  conditions: readonly number[],
): ReadonlyMap<number, readonly number[]> {
  const contexts = new Map<number, number[]>(conditions.map((condition) => [condition, []]));
  for (let context = ROOT; context < layout.arrayOf.length; context += 1) {
    for (const condition of conditions) {
      const word = layout[kind].word(context, condition >> 5);
      if (((word >>> (condition & 31)) & 1) === 1) contexts.get(condition)?.push(context);
    }
  }
  return contexts;
}
