import type { BudgetLimits } from './budget.ts';
import { callsFor } from './measure-latency.ts';
import type { Effort } from './probe-context.ts';

/** What a run will do, before it does anything. */
export interface ProbePlan {
  /** Such as "stage dev" or "local mode at port 4600". */
  readonly title: string;
  readonly run: string;
  readonly regions: readonly string[];
  /** For which account sources are created. */
  readonly account: string;
  readonly actsAsCustomer: boolean;
  readonly effort: Effort;
  readonly limits: BudgetLimits;
  readonly observedFile: string;
}

/** How much a run does unless it is told otherwise. */
export const standardEffort: Effort = {
  ceilingBytes: 4 * 1_048_576,
  deepestLevels: 1_200,
  timedCalls: 100,
  requestsPerSecond: 20,
  throttlingSeconds: 3,
};

/** What a Region's part of the run may send: more than it ever should. */
export function limitsOf({
  timedCalls,
  requestsPerSecond,
  throttlingSeconds,
}: Effort): BudgetLimits {
  const searches = 600;
  return {
    maxCalls: searches + 2 * callsFor(timedCalls) + requestsPerSecond * throttlingSeconds,
    maxBytes: 512 * 1_048_576,
  };
}

/** The plan in words. */
export function planLines(plan: ProbePlan): readonly string[] {
  const { effort, limits, regions } = plan;
  return [
    `Probe of ${plan.title}, run ${plan.run}, in ${regions.join(', ')}`,
    `  creates one event source in each Region for account ${plan.account}, and deletes it at the end`,
    ...(plan.actsAsCustomer
      ? ['  as the customer, accepts it with an event bus, a rule and a queue, and deletes them']
      : []),
    `  sends at most ${limits.maxCalls} requests and ${limits.maxBytes / 1_048_576} MiB in each Region, one after the other`,
    `  sends ${effort.requestsPerSecond} requests a second for ${effort.throttlingSeconds} s to see whether it is throttled`,
    '  shares the quota of PutPartnerEvents with the live traffic of the account',
    `  writes ${plan.observedFile}`,
  ];
}
