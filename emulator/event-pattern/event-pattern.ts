import { type Branch, compileBranches } from './compile/branches.ts';
import { refuseComplex } from './complexity/refuse-complex.ts';
import { readJson } from './json/json-reader.ts';
import {
  BranchMatcher,
  type CompiledBranch,
  holdsWithoutArrays,
  isPossible,
} from './match/branch-matcher.ts';
import { withDistinctElements } from './match/distinct-elements.ts';
import { EventLayout, simplified } from './match/event-layout.ts';
import { ExhaustiveSearch } from './match/exhaustive-search.ts';
import { askedOf, emptyNode, type FieldNode, makeNode } from './match/field-node.ts';
import { sumsOf } from './match/layout-sums.ts';
import { EventWalk } from './match/walk-event.ts';
import type { MatchableEvent } from './matchable-event.ts';
import type { Alternative } from './values/alternative.ts';
import { addBit, emptyBits } from './values/bits.ts';

/** A compiled event pattern. Its conditions are numbered in the order of their fields' names. */
export type EventPattern = {
  readonly words: number;
  readonly fields: FieldNode;
  /** An event matches if it fulfils one of them. */
  readonly branches: readonly CompiledBranch[];
};

/** So many branches are worth looking for equal elements first. */
const MANY_BRANCHES = 8;

/** Compiles a pattern. Throws InvalidEventPatternException, with AWS's reason, if EventBridge would refuse it. */
export function parseEventPattern(text: string): EventPattern {
  const branches = compileBranches(readJson(text));
  refuseComplex(branches);
  return compiled(branches);
}

/** Whether an event matches a pattern. */
export function matchesEvent(pattern: EventPattern, event: MatchableEvent): boolean {
  return matchWithWork(pattern, event).isMatch;
}

/** The same, with the number of steps that it took, which does not depend on the machine. */
export function matchWithWork(
  { words, fields, branches }: EventPattern,
  event: MatchableEvent,
): { isMatch: boolean; steps: number } {
  const found = new EventLayout(words);
  const walk = new EventWalk(found);
  event.walk(walk, fields);
  const possible = branches.filter((branch) => isPossible(branch, found));
  const steps = walk.steps + branches.length;
  if (possible.length === 0) return { isMatch: false, steps };
  // Most events have no array with a field of the pattern: there is nothing to choose.
  if (found.contextOf.length === 0) {
    return { isMatch: possible.some((branch) => holdsWithoutArrays(branch, found)), steps };
  }
  const judged = judge(possible, layoutFor(possible, found));
  return { isMatch: judged.isMatch, steps: steps + judged.steps };
}

function layoutFor(branches: readonly CompiledBranch[], found: EventLayout): EventLayout {
  const layout = simplified(found);
  return branches.length < MANY_BRANCHES ? layout : simplified(withDistinctElements(layout));
}

function judge(branches: readonly CompiledBranch[], layout: EventLayout) {
  const matcher = new BranchMatcher(layout, sumsOf(layout));
  const search = new ExhaustiveSearch(layout);
  const isMatch = branches.some((branch) =>
    matcher.canJudge(branch) ? matcher.matches(branch) : search.matches(branch),
  );
  return { isMatch, steps: matcher.steps + search.steps };
}

/** A condition on a field, in all branches that have it. */
type Condition = { readonly name: string; readonly alternatives: readonly Alternative[] };

function compiled(branches: readonly Branch[]): EventPattern {
  const byAlternatives = new Map<readonly Alternative[], Condition>();
  for (const branch of branches) {
    for (const [name, alternatives] of branch) {
      byAlternatives.set(alternatives, { name, alternatives });
    }
  }
  const conditions = [...byAlternatives.values()].toSorted(byName);
  const numbers = new Map(conditions.map(({ alternatives }, index) => [alternatives, index]));
  return {
    words: emptyBits(conditions.length).length,
    fields: fieldsOf(conditions),
    branches: branches.map((branch) => compiledBranch(branch, numbers)),
  };
}

function fieldsOf(conditions: readonly Condition[]): FieldNode {
  const fields = emptyNode();
  conditions.forEach(({ name, alternatives }, number) => {
    const asked = askedOf(makeNode(fields, name), conditions.length);
    addBit(asked.conditions, number);
    asked.matcher.add(number, alternatives);
  });
  return fields;
}

function compiledBranch(
  branch: Branch,
  numbers: ReadonlyMap<readonly Alternative[], number>,
): CompiledBranch {
  const required = emptyBits(numbers.size);
  const allowingAbsence = emptyBits(numbers.size);
  const conditions = Array.from(branch.values(), (alternatives) => {
    const number = numbers.get(alternatives) ?? 0;
    addBit(required, number);
    const allowsAbsence = alternatives.some(({ kind }) => kind === 'absent');
    if (allowsAbsence) addBit(allowingAbsence, number);
    return number;
  }).toSorted((one, other) => one - other);
  const allowsAbsence = allowingAbsence.some((word) => word !== 0);
  return { conditions, required, allowingAbsence, allowsAbsence };
}

function byName({ name: one }: Condition, { name: other }: Condition): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
