import { BACKSLASH, QUOTE, STAR } from '../characters.ts';

/** The text of one wildcard, and the pattern it belongs to: an `anything-but` of many wildcards is one pattern. */
export type WildcardText = { readonly text: string; readonly pattern: string };

/** A state of Event Ruler's byte machine. */
export type AutomatonState = {
  /** The states that a byte leads to. */
  readonly onByte: Map<number, AutomatonState[]>;
  /** The states that every byte leads to: this one too, if it is a wildcard's. */
  readonly onAnyByte: AutomatonState[];
  /** The wildcard patterns that can still match from here. */
  readonly patterns: Set<string>;
  /** Whether it is reached only through a wildcard. */
  isAfterWildcard: boolean;
};

/** A byte, or a wildcard. */
type Step = number | 'any';

/** What the texts of one automaton share: their beginnings up to the first wildcard, and their ends. */
type Shared = {
  readonly beginnings: Map<AutomatonState, Map<Step, AutomatonState>>;
  readonly ends: Map<string, AutomatonState>;
};

/** The machine that Event Ruler builds of the wildcards of one field, as far as its complexity depends on it. */
export function wildcardAutomaton(texts: readonly WildcardText[]): AutomatonState {
  const start = newState();
  const shared: Shared = { beginnings: new Map(), ends: new Map() };
  for (const text of distinct(texts)) addText(start, text, shared);
  return start;
}

/** The same text twice is the same states. Patterns are long, so no keys are made of them. */
function distinct(texts: readonly WildcardText[]): readonly WildcardText[] {
  const known = new Map<string, Set<string>>();
  return texts.filter(({ text, pattern }) => {
    const ofPattern = known.get(pattern) ?? new Set();
    known.set(pattern, ofPattern);
    return ofPattern.size < ofPattern.add(text).size;
  });
}

function addText(start: AutomatonState, { text, pattern }: WildcardText, shared: Shared): void {
  const steps = stepsOf(text);
  const firstWildcard = steps.indexOf('any');
  let previous: AutomatonState | undefined;
  let current = start;
  steps.forEach((step, index) => {
    const isLast = index === steps.length - 1;
    const isShared = firstWildcard === -1 || index <= firstWildcard;
    const next = isLast
      ? madeOnce(shared.ends, pattern)
      : isShared
        ? madeOnce(stepsAfter(shared, current), step)
        : newState();
    if (step === 'any') joinByWildcard(current, next);
    else joinByByte(current, next, step);
    // A wildcard may stand for no byte at all: the state before it goes on as well.
    if (step !== 'any' && previous !== undefined && steps[index - 1] === 'any') {
      joinByByte(previous, next, step);
    }
    next.patterns.add(pattern);
    next.isAfterWildcard &&= firstWildcard !== -1 && index >= firstWildcard;
    previous = current;
    current = next;
  });
}

function joinByWildcard(from: AutomatonState, to: AutomatonState): void {
  addOnce(from.onAnyByte, to);
  addOnce(to.onAnyByte, to);
}

function joinByByte(from: AutomatonState, to: AutomatonState, byte: number): void {
  const known = from.onByte.get(byte);
  if (known === undefined) from.onByte.set(byte, [to]);
  else addOnce(known, to);
}

function addOnce(states: AutomatonState[], state: AutomatonState): void {
  if (!states.includes(state)) states.push(state);
}

function stepsAfter({ beginnings }: Shared, state: AutomatonState): Map<Step, AutomatonState> {
  const known = beginnings.get(state) ?? new Map<Step, AutomatonState>();
  beginnings.set(state, known);
  return known;
}

function madeOnce<Key>(states: Map<Key, AutomatonState>, key: Key): AutomatonState {
  const known = states.get(key);
  if (known !== undefined) return known;
  const state = newState();
  states.set(key, state);
  return state;
}

function newState(): AutomatonState {
  return { onByte: new Map(), onAnyByte: [], patterns: new Set(), isAfterWildcard: true };
}

/** The UTF-8 bytes of a text in its quotes, with its wildcards; escapes are resolved. */
function stepsOf(text: string): Step[] {
  const bytes = new TextEncoder().encode(text);
  const steps: Step[] = [QUOTE];
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte === BACKSLASH) {
      at += 1;
      steps.push(bytes[at] ?? BACKSLASH);
    } else steps.push(byte === STAR ? 'any' : byte);
  }
  return [...steps, QUOTE];
}
