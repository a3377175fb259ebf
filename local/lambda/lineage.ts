import { createHash } from 'node:crypto';
import type { RecursiveLoop } from '../../lambdas/settings/deployment.ts';

/** How often each function was invoked in one chain of requests, by the function's key. */
export type Lineage = ReadonlyMap<string, number>;

/**
 * How many times a function may be invoked in one chain: AWS says "approximately 16", and at the launch of
 * the feature "more than 16 times" (Lambda developer guide, "Recursive loop detection").
 */
export const maxRounds = 16;

/** The lineage of a message that no function has sent. */
export const noLineage: Lineage = new Map();

/**
 * The lineage of a batch: for each function the highest count of the batch's messages. AWS does not document
 * how it counts messages of several chains; this is the stricter reading.
 */
export function highestOf(lineages: Iterable<Lineage>): Lineage {
  // Messages of one invocation share its lineage.
  const [first = noLineage, ...others] = new Set(lineages);
  if (others.length === 0) return first;
  const highest = new Map(first);
  for (const other of others) {
    for (const [key, rounds] of other) highest.set(key, Math.max(rounds, highest.get(key) ?? 0));
  }
  return highest;
}

/** The lineage of a function's next invocation, and the number of its round, from 1. */
export function nextRound(
  lineage: Lineage,
  key: string,
): { readonly lineage: Lineage; readonly round: number } {
  const round = (lineage.get(key) ?? 0) + 1;
  return { lineage: new Map(lineage).set(key, round), round };
}

/** Whether Lambda runs a function in a round of its own chain. */
export function mayRun(round: number, recursiveLoop: RecursiveLoop): boolean {
  return recursiveLoop === 'Allow' || round <= maxRounds;
}

/** The key of a function in a trace header: eight hexadecimal digits of its ARN's hash. */
export function lineageKey(functionArn: string): string {
  return createHash('sha256').update(functionArn).digest('hex').slice(0, 8);
}
