import { type Branch, compileBranches } from './compile/branches.ts';
import { refuseComplex } from './complexity/refuse-complex.ts';
import { readJson } from './json/json-reader.ts';
import {
  BranchMatcher,
  type CompiledBranch,
  holdsWithoutArrays,
  isPossible,
  isPossibleBeforeDetail,
} from './match/branch-matcher.ts';
import { EventLayout, simplified } from './match/event-layout.ts';
import { ExhaustiveSearch } from './match/exhaustive-search.ts';
import { askedOf, emptyNode, type FieldNode, makeNode } from './match/field-node.ts';
import { sumsOf } from './match/layout-sums.ts';
import { EventWalk } from './match/walk-event.ts';
import { LAST_FIELD, type MatchableEvent } from './matchable-event.ts';
import type { Alternative } from './values/alternative.ts';
import { addBit, emptyBits } from './values/bits.ts';

/** A compiled event pattern. Its conditions are numbered in the order of their fields' names. */
export type EventPattern = {
  readonly words: number;
  readonly fields: FieldNode;
  /** An event matches if it fulfils one of them. */
  readonly branches: readonly CompiledBranch[];
};

/** Compiles a pattern. Throws InvalidEventPatternException, with AWS's reason, if EventBridge would refuse it. */
export function parseEventPattern(text: string): EventPattern {
  const branches = compileBranches(readJson(text));
  refuseComplex(branches);
  return compiled(branches);
}

/**
 * By a pattern's fields, what was made to match an event without arrays, and is empty again: to make it takes as long
 * as to match a small event. It is not there while it is used.
 */
const spares = new WeakMap<FieldNode, Spare>();

type Spare = { readonly found: EventLayout; readonly walk: EventWalk };

function newSpare(words: number): Spare {
  const found = new EventLayout(words);
  return { found, walk: new EventWalk(found) };
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
  const { found, walk } = spares.get(fields) ?? newSpare(words);
  spares.delete(fields);
  event.walk(walk, fields, () => branches.some((branch) => isPossibleBeforeDetail(branch, found)));
  const steps = walk.steps + branches.length;
  // Most events have no array with a field of the pattern: there is nothing to choose.
  if (found.contextOf.length === 0) {
    const isMatch = branches.some(
      (branch) => isPossible(branch, found) && holdsWithoutArrays(branch, found),
    );
    found.clear();
    walk.clear();
    spares.set(fields, { found, walk });
    return { isMatch, steps };
  }
  const possible = branches.filter((branch) => isPossible(branch, found));
  if (possible.length === 0) return { isMatch: false, steps };
  const judged = judge(possible, simplified(found));
  return { isMatch: judged.isMatch, steps: steps + judged.steps };
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
  const [conditions, numberOf] = conditionsOf(branches);
  return {
    words: emptyBits(conditions.length).length,
    fields: fieldsOf(conditions),
    branches: branches.map((branch) => compiledBranch(branch, conditions.length, numberOf)),
  };
}

/** Equal conditions are one: `$or` may have the same in each of its ways. */
function conditionsOf(branches: readonly Branch[]) {
  const keys = new Map<readonly Alternative[], string>();
  const byKey = new Map<string, Condition>();
  for (const [name, alternatives] of branches.flatMap((branch) => [...branch])) {
    if (keys.has(alternatives)) continue;
    const key = JSON.stringify([name, alternatives]);
    keys.set(alternatives, key);
    byKey.set(key, { name, alternatives });
  }
  const conditions = [...byKey].toSorted(([, one], [, other]) => byName(one, other));
  const numbers = new Map(conditions.map(([key], index) => [key, index]));
  const numberOf = (alternatives: readonly Alternative[]) =>
    numbers.get(keys.get(alternatives) ?? '') ?? 0;
  return [conditions.map(([, condition]) => condition), numberOf] as const;
}

function fieldsOf(conditions: readonly Condition[]): FieldNode {
  const fields = emptyNode();
  conditions.forEach(({ name, alternatives }, number) => {
    const asked = askedOf(makeNode(fields, name), conditions.length);
    asked.matcher.add(number, alternatives);
    if (!alternatives.some(isAbsent)) return;
    addBit(asked.absences, number);
    asked.allowsAbsence = true;
  });
  return fields;
}

function compiledBranch(
  branch: Branch,
  conditionCount: number,
  numberOf: (alternatives: readonly Alternative[]) => number,
): CompiledBranch {
  const required = emptyBits(conditionCount);
  const allowingAbsence = emptyBits(conditionCount);
  const inDetail = emptyBits(conditionCount);
  const conditions = Array.from(branch, ([name, alternatives]) => {
    const number = numberOf(alternatives);
    if (name.split('.', 1)[0] === LAST_FIELD) addBit(inDetail, number);
    addBit(required, number);
    if (alternatives.some(isAbsent)) addBit(allowingAbsence, number);
    return number;
  }).toSorted((one, other) => one - other);
  const allowsAbsence = allowingAbsence.some((word) => word !== 0);
  return { conditions, required, allowingAbsence, allowsAbsence, inDetail };
}

function byName({ name: one }: Condition, { name: other }: Condition): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

const isAbsent = ({ kind }: Alternative) => kind === 'absent';
