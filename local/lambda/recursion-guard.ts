import type { RecursiveLoop } from '../../lambdas/settings/deployment.ts';
import type { InvokeResult } from './invoke-result.ts';
import { highestOf, lineageKey, mayRun, nextRound } from './lineage.ts';
import { failure } from './runtime-payloads.ts';
import { readTraceHeader, writeTraceHeader } from './trace-header.ts';

/** The function whose invocations are counted, and what happens at the 17th of a chain. */
export interface GuardedFunction {
  readonly functionArn: string;
  readonly recursiveLoop: RecursiveLoop;
}

/** The error that Lambda returns for an invocation that it stopped as a recursive loop. */
const loopErrorType = 'RecursiveInvocationException';

/** Whether a result says that Lambda stopped the invocation as a recursive loop. */
export function isStoppedLoop(result: InvokeResult): boolean {
  return result.kind === 'failed' && result.errorType === loopErrorType;
}

/**
 * Counts an invocation in the chains that caused it. Runs it with the trace header to pass on, or stops it,
 * as Lambda's recursive loop detection does.
 *
 * @param traceHeaders of the messages that the function is invoked with; without any, a new chain begins
 */
export async function guardInvocation(
  { functionArn, recursiveLoop }: GuardedFunction,
  traceHeaders: readonly string[],
  run: (traceHeader: string) => Promise<InvokeResult>,
): Promise<InvokeResult> {
  // Messages that were sent together have the same header.
  const read = [...new Set(traceHeaders)].map(readTraceHeader);
  const carried = highestOf(read.map(({ lineage }) => lineage));
  const { lineage, round } = nextRound(carried, lineageKey(functionArn));
  if (!mayRun(round, recursiveLoop)) {
    return failure(
      loopErrorType,
      `Lambda stops ${functionArn}: it would run for the ${round}th time in one chain of requests`,
    );
  }
  return await run(writeTraceHeader({ root: read[0]?.root, lineage }));
}
