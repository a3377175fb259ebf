import { invalidEventPattern } from '../../protocol/aws-error.ts';
import type { Branch } from '../compile/branches.ts';
import type { Alternative } from '../values/alternative.ts';
import type { WildcardText } from './wildcard-automaton.ts';
import { wildcardComplexity } from './wildcard-complexity.ts';

/** EventBridge's limit on Event Ruler's complexity of the wildcards of a field. */
const MAX_COMPLEXITY = 10;

/** A state of Event Ruler's machine: the fields that may come next. */
type NameState = Map<string, FieldMachine>;

/** The values of one field from one state. Equal alternatives of several branches lead to the same next state. */
type FieldMachine = {
  readonly wildcards: WildcardText[];
  readonly next: Map<string, NameState>;
};

/** Throws if the wildcards of a pattern are too complex together. */
export function refuseComplex(branches: readonly Branch[]): void {
  const hasWildcard = branches.some((branch) =>
    [...branch.values()].some((alternatives) => alternatives.some(isWildcard)),
  );
  if (!hasWildcard) return;
  const machines: FieldMachine[] = [];
  const start: NameState = new Map();
  for (const branch of branches) addBranch(start, branch, machines);
  if (
    machines.some(({ wildcards }) => wildcardComplexity(wildcards, MAX_COMPLEXITY) > MAX_COMPLEXITY)
  ) {
    throw invalidEventPattern(
      'Rule is too complex - try using fewer wildcard characters or fewer repeating character sequences after a ' +
        'wildcard character',
    );
  }
}

function addBranch(start: NameState, branch: Branch, machines: FieldMachine[]): void {
  let states: ReadonlySet<NameState> = new Set([start]);
  for (const [name, alternatives] of [...branch].toSorted(byName)) {
    const next = new Set<NameState>();
    for (const state of states) {
      const machine = machineIn(state, name, machines);
      for (const reached of addAlternatives(machine, alternatives)) next.add(reached);
    }
    states = next;
  }
}

function machineIn(state: NameState, name: string, machines: FieldMachine[]): FieldMachine {
  const known = state.get(name);
  if (known !== undefined) return known;
  const machine: FieldMachine = { wildcards: [], next: new Map() };
  state.set(name, machine);
  machines.push(machine);
  return machine;
}

function addAlternatives(
  machine: FieldMachine,
  alternatives: readonly Alternative[],
): ReadonlySet<NameState> {
  const reached = new Set<NameState>();
  let own: NameState | undefined;
  for (const alternative of alternatives) {
    const identity = JSON.stringify(alternative);
    const state: NameState = machine.next.get(identity) ?? own ?? new Map();
    if (!machine.next.has(identity)) {
      machine.next.set(identity, state);
      machine.wildcards.push(...wildcardsOf(alternative, identity));
    }
    own = state;
    reached.add(state);
  }
  return reached;
}

function wildcardsOf(alternative: Alternative, pattern: string): WildcardText[] {
  if (alternative.kind === 'wildcard') return [{ text: alternative.text, pattern }];
  if (alternative.kind !== 'anythingBut') return [];
  const wildcards = alternative.excluded.filter(({ kind }) => kind === 'wildcard');
  return wildcards.map(({ text }) => ({ text, pattern }));
}

function isWildcard(alternative: Alternative): boolean {
  return wildcardsOf(alternative, '').length > 0;
}

function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}
