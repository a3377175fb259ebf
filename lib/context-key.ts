import type { Node } from 'constructs';
import * as v from 'valibot';

/** Where context keys are read. */
export type Context = Pick<Node, 'tryGetContext'>;

/** A context key that has a wrong value. Its message is one line that names the key. */
export class ContextError extends Error {
  override readonly name = 'ContextError';
}

/** What a context key may hold. */
export interface ContextKey<T> {
  readonly key: string;
  readonly schema: v.GenericSchema<unknown, T>;
  /** Completes "must be ...". */
  readonly expected: string;
}

/** Reads a context key; undefined when it is not given. Throws a ContextError. */
export function readContextKey<T>(
  context: Context,
  { key, schema, expected }: ContextKey<T>,
): T | undefined {
  const value: unknown = context.tryGetContext(key);
  if (value === undefined) return undefined;
  const checked = v.safeParse(schema, value);
  if (checked.success) return checked.output;
  throw new ContextError(`context key ${key} must be ${expected}, not ${JSON.stringify(value)}`);
}

/** A list with commas between, of which every item passes a test; each item once. */
export function listOf(isGood: (item: string) => boolean) {
  return v.pipe(
    v.string(),
    v.transform((text) => [...new Set(text.split(','))]),
    v.everyItem(isGood),
  );
}
