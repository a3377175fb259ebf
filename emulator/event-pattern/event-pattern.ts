import { invalidEventPattern } from '../protocol/aws-error.ts';
import { matchesTree } from './match-tree.ts';
import { exactInteger } from './parse-event.ts';
import { parseBranches } from './parse-object.ts';
import { type FieldTree, fieldTree } from './field-tree.ts';

/** A compiled event pattern: an event matches if it matches one of the alternatives of `$or`. */
export type EventPattern = { readonly alternatives: readonly FieldTree[] };

/** Compiles a pattern. Throws InvalidEventPatternException, with the reason, if EventBridge would refuse it. */
export function parseEventPattern(text: string): EventPattern {
  return { alternatives: parseBranches(parseJson(text)).map(fieldTree) };
}

/** Whether an event, as `parseEvent` returns it, matches a pattern. */
export function matchesEvent(pattern: EventPattern, event: object): boolean {
  return pattern.alternatives.some((tree) => matchesTree(tree, event));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text, exactInteger);
  } catch {
    throw invalidEventPattern('It is not valid JSON');
  }
}
