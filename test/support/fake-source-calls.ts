import { sourceCalls } from '../../lambdas/aws/source-calls.ts';
import type { PartnerSources } from '../../lambdas/ports/reconcile.ts';
import type { SourceCalls } from '../../lambdas/ports/registration.ts';

/** The calls of one request to a model of AWS, with the deployed function's repetitions, for which no time passes. */
export function fakeSourceCalls(sources: PartnerSources): SourceCalls {
  const time = { now: () => 0, sleep: async () => undefined };
  return sourceCalls(sources, { time, random: () => 0.5, deadlineMs: 20_000 });
}
