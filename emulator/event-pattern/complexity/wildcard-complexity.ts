import { type AutomatonState, wildcardAutomaton, type WildcardText } from './wildcard-automaton.ts';

/**
 * Event Ruler's complexity of the wildcards of one field: the most beginnings of wildcards that one value can match at
 * the same time. Counts to one more than `most` and no further, since the number of sets of states may explode.
 */
export function wildcardComplexity(texts: readonly WildcardText[], most: number): number {
  if (texts.length === 0) return 0;
  const waiting: Active[] = [new Set([wildcardAutomaton(texts)])];
  const seen = new Set<string>();
  const numberOf = numbering();
  let greatest = 0;
  for (let active = waiting.pop(); active !== undefined; active = waiting.pop()) {
    for (const next of successors(active)) {
      const complexity = weightOf(next);
      if (complexity > most) return most + 1;
      greatest = Math.max(greatest, complexity);
      const key = [...next].map(numberOf).toSorted(ascending).join();
      if (!seen.has(key)) waiting.push(next);
      seen.add(key);
    }
  }
  return greatest;
}

/** The states that a traversal is in at the same time. */
type Active = ReadonlySet<AutomatonState>;

function* successors(active: Active): Generator<Active> {
  const onAnyByte = [...active].flatMap((state) => state.onAnyByte);
  if (onAnyByte.length > 0) yield new Set(onAnyByte);
  const bytes = new Set([...active].flatMap((state) => [...state.onByte.keys()]));
  for (const byte of bytes) {
    const onByte = [...active].flatMap((state) => state.onByte.get(byte) ?? []);
    yield new Set([...onAnyByte, ...onByte]);
  }
}

/** What matches `foo` also matches `foo*`: the wildcards that follow count besides the states themselves. */
function weightOf(active: Active): number {
  let weight = 0;
  for (const state of active) {
    weight += state.patterns.size;
    for (const next of state.onAnyByte) if (!active.has(next)) weight += next.patterns.size;
  }
  return weight;
}

const ascending = (one: number, other: number) => one - other;

function numbering(): (state: AutomatonState) => number {
  const numbers = new Map<AutomatonState, number>();
  return (state) => {
    const known = numbers.get(state) ?? numbers.size;
    numbers.set(state, known);
    return known;
  };
}
