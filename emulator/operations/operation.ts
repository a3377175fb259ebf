import type * as v from 'valibot';
import { parseRequest } from '../protocol/parse-request.ts';
import type { Caller, World } from '../state/world.ts';

/** Runs one operation on a parsed body. Returns the answer, or undefined for an empty one; throws an AwsError. */
export type Operation = (world: World, caller: Caller, body: unknown) => object | undefined;

/** An operation, from the schema of its request and a function that runs on a valid request. */
export function operation<Schema extends v.GenericSchema>(
  request: Schema,
  run: (world: World, caller: Caller, input: v.InferOutput<Schema>) => object | undefined,
): Operation {
  return (world, caller, body) => run(world, caller, parseRequest(request, body));
}

/** A time in the protocol's form: seconds since 1970, with milliseconds as a fraction. */
export function epochSeconds(ms: number): number {
  return ms / 1000;
}

/** Leaves out members without a value, as the service does. */
export function answer(members: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
