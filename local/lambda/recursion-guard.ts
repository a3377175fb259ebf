import type { RecursiveLoop } from '../../lambdas/settings/deployment.ts';
import type { InvokeResult } from './invoke-result.ts';
import { highestOf, lineageKey, mayRun, nextRound } from './lineage.ts';
import { failure } from './runtime-payloads.ts';
import { readTraceHeader, writeTraceHeader } from './trace-header.ts';

/** Whose invocations are counted, and what is done about the 17th of a chain. */
export interface GuardedFunction {
  readonly functionArn: string;
  readonly recursiveLoop: RecursiveLoop;
}

/** What Lambda's poller is told of an invocation that was stopped as a recursive loop. */
const loopErrorType = 'RecursiveInvocationException';

/** Whether a result says that the function was not run, as one that invokes itself without end. */
export function isStoppedLoop(result: InvokeResult): boolean {
  return result.kind === 'failed' && result.errorType === loopErrorType;
}

/**
 * Counts an invocation in the chains that caused it, and runs it with the trace header that it passes on; or
 * does not, as Lambda's recursive-loop detection.
 *
 * @param traceHeaders of the messages that the function is invoked with; none begins a chain
 */
export async function guardInvocation(
  { functionArn, recursiveLoop }: GuardedFunction,
  traceHeaders: readonly string[],
  run: (traceHeader: string) => Promise<InvokeResult>,
): Promise<InvokeResult> {
  // Messages that were sent together have the same.
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
