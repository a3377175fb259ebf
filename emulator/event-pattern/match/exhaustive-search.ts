import { emptyBits, hasBit, leastBit } from '../values/bits.ts';
import type { BitRows } from './bit-rows.ts';
import type { CompiledBranch } from './branch-matcher.ts';
import { type EventLayout, NONE, ROOT } from './event-layout.ts';

/** After so many steps in one event the search gives up: some have more ways to try than there is time. */
const MAX_STEPS = 200_000;

/**
 * Tries every choice of elements, as Event Ruler does, for the rare events in which one field of a branch is in several
 * arrays of a context: arrays and plain values mixed, a name given twice, or the same path with and without dots.
 * Does not find a match that takes more than `MAX_STEPS` steps.
 */
export class ExhaustiveSearch {
  readonly #layout: EventLayout;
  /** The element that is chosen of each array. */
  readonly #chosen: Int32Array;
  /** By condition, where it is fulfilled, and where its field is present. */
  #lists: { fulfilledIn: ContextLists; presentIn: ContextLists } | undefined;
  #branch: CompiledBranch = NO_BRANCH;
  steps = 0;

  constructor(layout: EventLayout) {
    this.#layout = layout;
    this.#chosen = new Int32Array(layout.contextOf.length).fill(NONE);
  }

  /** Whether the event fulfils the branch. */
  matches(branch: CompiledBranch): boolean {
    if (this.#isOver()) return false;
    this.#lists ??= {
      fulfilledIn: this.#listsOf(this.#layout.fulfilled),
      presentIn: this.#listsOf(this.#layout.present),
    };
    this.#branch = branch.allowsAbsence ? branch : this.#rarestFirst(branch);
    this.#chosen.fill(NONE);
    return this.#holdsFrom(0);
  }

  /**
   * Event Ruler goes through the conditions by name, which makes a difference to those that allow absence alone. Of the
   * others those with the fewest places go first: what they choose is soon known to be wrong.
   */
  #rarestFirst(branch: CompiledBranch): CompiledBranch {
    const placesOf = (condition: number) => this.#lists?.fulfilledIn.get(condition)?.length ?? 0;
    const conditions = branch.conditions.toSorted((one, other) => placesOf(one) - placesOf(other));
    return { ...branch, conditions };
  }

  /** Whether the conditions from this one hold, with the elements that are chosen. */
  #holdsFrom(index: number): boolean {
    const condition = this.#branch.conditions[index];
    if (condition === undefined) return true;
    for (const context of this.#lists?.fulfilledIn.get(condition) ?? []) {
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
    return !(this.#lists?.presentIn.get(condition) ?? []).some((context) => {
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

  #listsOf(rows: BitRows): ContextLists {
    const lists = new Map<number, number[]>();
    for (let context = ROOT; context < this.#layout.arrayOf.length; context += 1) {
      for (let word = 0; word < rows.words; word += 1) {
        for (let left = rows.word(context, word); left !== 0; left &= left - 1) {
          if (this.#isOver()) return lists;
          const condition = leastBit(left, word);
          const list = lists.get(condition);
          if (list === undefined) lists.set(condition, [context]);
          else list.push(context);
        }
      }
    }
    return lists;
  }
}

/** By condition: contexts, from the outside. */
type ContextLists = ReadonlyMap<number, readonly number[]>;

const NO_BRANCH: CompiledBranch = {
  conditions: [],
  required: emptyBits(0),
  allowingAbsence: emptyBits(0),
  allowsAbsence: false,
  inDetail: emptyBits(0),
};
