import { type Bits, intersects, leastBit } from '../values/bits.ts';
import { type EventLayout, NONE, ROOT } from './event-layout.ts';
import type { LayoutSums } from './layout-sums.ts';

/** One way to fulfil a pattern: conditions that must all hold, and those of them that hold where the field is absent. */
export type CompiledBranch = {
  /** The numbers of the conditions, in order. */
  readonly conditions: readonly number[];
  readonly required: Bits;
  readonly allowingAbsence: Bits;
  readonly allowsAbsence: boolean;
  /** Those on fields in the detail. */
  readonly inDetail: Bits;
};

/** Whether each condition of a branch is fulfilled somewhere in the event, or may be absent. */
export function isPossible(
  { required, allowingAbsence }: CompiledBranch,
  { fulfilledAnywhere }: EventLayout,
): boolean {
  return required.every(
    (bits, word) => (bits & ~(fulfilledAnywhere[word] ?? 0) & ~(allowingAbsence[word] ?? 0)) === 0,
  );
}

/** The same as far as it can be known before the detail. */
export function isPossibleBeforeDetail(
  { required, allowingAbsence, inDetail }: CompiledBranch,
  { fulfilledAnywhere }: EventLayout,
): boolean {
  return required.every((bits, word) => {
    const open = (allowingAbsence[word] ?? 0) | (inDetail[word] ?? 0);
    return (bits & ~(fulfilledAnywhere[word] ?? 0) & ~open) === 0;
  });
}

/** Whether an event fulfils a branch, if the pattern has no field in an array of objects or arrays. */
export function holdsWithoutArrays(
  { required, allowingAbsence }: CompiledBranch,
  { present, fulfilled }: EventLayout,
): boolean {
  return required.every((bits, word) => {
    const absent = (allowingAbsence[word] ?? 0) & ~present.word(ROOT, word);
    return (bits & ~fulfilled.word(ROOT, word) & ~absent) === 0;
  });
}

/** Where no element of an array is possible. */
const IMPOSSIBLE = -1;
/** Later than any condition. */
const NEVER = 2 ** 31 - 1;

/**
 * Whether one element of each array can be chosen so that a branch holds, if each of its fields is in one array of a
 * context at most. Then each array can be judged by itself, from the inside, and the work is linear.
 *
 * Event Ruler goes through the fields by name. A field is absent if each of its values is in another element than one
 * that was chosen by a field before. So of the elements that are possible, that with the first field is the best one:
 * `firsts` has the least condition that is fulfilled in it.
 */
export class BranchMatcher {
  readonly #layout: EventLayout;
  readonly #sums: LayoutSums;
  readonly #firsts: Int32Array;
  /** How many contexts were judged. */
  steps = 0;

  constructor(layout: EventLayout, sums: LayoutSums) {
    this.#layout = layout;
    this.#sums = sums;
    this.#firsts = new Int32Array(layout.contextOf.length);
  }

  /** Whether the branch is of the kind that `matches` is exact for. */
  canJudge({ required, allowingAbsence, allowsAbsence }: CompiledBranch): boolean {
    const { fulfilledTwice, presentTwice, presentInAndOut } = this.#sums;
    if (intersects(required, fulfilledTwice)) return false;
    if (!allowsAbsence) return true;
    return !intersects(allowingAbsence, presentTwice) && !intersects(required, presentInAndOut);
  }

  /** Whether the event fulfils a branch that is possible. */
  matches(branch: CompiledBranch): boolean {
    this.#firsts.fill(IMPOSSIBLE);
    const contexts = this.#contextsThatMayHold(branch);
    for (let index = contexts.length - 1; index >= 0; index -= 1) {
      const context = contexts[index] ?? ROOT;
      const first = this.#firstIn(branch, context);
      const array = this.#layout.arrayOf[context] ?? ROOT;
      const best = this.#firsts[array] ?? IMPOSSIBLE;
      if (first !== IMPOSSIBLE && (best === IMPOSSIBLE || first < best))
        this.#firsts[array] = first;
    }
    return this.#firstIn(branch, ROOT) !== IMPOSSIBLE;
  }

  #contextsThatMayHold(branch: CompiledBranch): readonly number[] {
    const contexts: number[] = [];
    const { length } = this.#layout.arrayOf;
    for (let context = ROOT + 1; context < length;) {
      this.steps += 1;
      const mayHold = this.#mayHold(branch, context);
      if (mayHold) contexts.push(context);
      context = mayHold ? context + 1 : (this.#sums.endOf[context] ?? length);
    }
    return contexts;
  }

  /** A quick look at a context, which spares most of them the long one. */
  #mayHold({ required, allowingAbsence }: CompiledBranch, context: number): boolean {
    const { lacking } = this.#sums;
    for (let word = 0; word < required.length; word += 1) {
      const asked = (required[word] ?? 0) & ~(allowingAbsence[word] ?? 0);
      if ((asked & lacking.word(context, word)) !== 0) return false;
    }
    return true;
  }

  #aroundArray(array: number, word: number): number {
    if (array === NONE) return 0;
    return this.#sums.fulfilledAround.word(this.#layout.contextOf[array] ?? ROOT, word);
  }

  /** The conditions that must be settled in this context or its arrays. */
  #neededIn(required: Bits, allowingAbsence: Bits, context: number, word: number): number {
    const array = this.#layout.arrayOf[context] ?? NONE;
    const all = required[word] ?? 0;
    if (array === NONE) return all;
    return all & this.#neededInArray(allowingAbsence, array, word);
  }

  /** The conditions that an array must settle: those of its fields, but not what is fulfilled around it. */
  #neededInArray(allowingAbsence: Bits, array: number, word: number): number {
    const { fulfilledInArray, presentInArray } = this.#sums;
    const around = this.#aroundArray(array, word);
    const mayBeAbsent = allowingAbsence[word] ?? 0;
    const here =
      (fulfilledInArray.word(array, word) & ~mayBeAbsent) |
      (presentInArray.word(array, word) & mayBeAbsent);
    return here & ~around;
  }

  /** The least condition fulfilled in a context and its arrays; NEVER for none, IMPOSSIBLE if they do not hold. */
  #firstIn(branch: CompiledBranch, context: number): number {
    let first = this.#firstInArraysOf(branch, context);
    if (first === IMPOSSIBLE) return IMPOSSIBLE;
    let firstAbsent = NEVER;
    for (let word = branch.required.length - 1; word >= 0; word -= 1) {
      const own = this.#layout.fulfilled.word(context, word) & (branch.required[word] ?? 0);
      if (own !== 0) first = Math.min(first, leastBit(own, word));
      const absent = this.#absentIn(branch, context, word);
      if (absent !== 0) firstAbsent = leastBit(absent, word);
      if ((absent & this.#layout.present.word(context, word)) !== 0) return IMPOSSIBLE;
    }
    return context !== ROOT && firstAbsent < first ? IMPOSSIBLE : first;
  }

  #firstInArraysOf(branch: CompiledBranch, context: number): number {
    let first = NEVER;
    let array = this.#sums.firstArrayOf[context] ?? NONE;
    for (; array !== NONE; array = this.#sums.nextArrayAfter[array] ?? NONE) {
      if (!this.#isAsked(branch, array)) continue;
      const inArray = this.#firsts[array] ?? IMPOSSIBLE;
      if (inArray === IMPOSSIBLE) return IMPOSSIBLE;
      first = Math.min(first, inArray);
    }
    return first;
  }

  /** Whether a branch has fields in an array that must be settled there. */
  #isAsked({ required, allowingAbsence }: CompiledBranch, array: number): boolean {
    for (let word = 0; word < required.length; word += 1) {
      const needed = this.#neededInArray(allowingAbsence, array, word);
      if ((needed & (required[word] ?? 0)) !== 0) return true;
    }
    return false;
  }

  /** The conditions that only absence settles: not fulfilled in the context, and in no array of it. */
  #absentIn({ required, allowingAbsence }: CompiledBranch, context: number, word: number): number {
    const needed = this.#neededIn(required, allowingAbsence, context, word);
    const own = this.#layout.fulfilled.word(context, word);
    return needed & (allowingAbsence[word] ?? 0) & ~own & ~this.#inArraysOf(context, word);
  }

  #inArraysOf(context: number, word: number): number {
    let present = 0;
    let array = this.#sums.firstArrayOf[context] ?? NONE;
    for (; array !== NONE; array = this.#sums.nextArrayAfter[array] ?? NONE) {
      present |= this.#sums.presentInArray.word(array, word);
    }
    return present;
  }
}
