import type { Preference } from '../../../lambdas/settings/fleet.ts';
import type { FunctionDeployment } from '../../../lambdas/settings/deployment.ts';
import { standardSettings } from '../../../lambdas/settings/standard-settings.ts';
import type { RegionFailure } from '../../../tools/simulators/event-bridge.ts';

/** One run of the simulation. */
export interface Scenario {
  /** How many events flow, from an hour before the outage to an hour after it. */
  readonly events: number;
  /** How long {@link failingRegion} fails; 0: not at all. */
  readonly outageHours: number;
  /** For how long events flow; that of an outage may be given to a run without one. */
  readonly flowHours: number;
  /** `stalling` is as if a silent Region were called on: for comparison. */
  readonly manner: Extract<RegionFailure, 'failing' | 'silent' | 'stalling'>;
  /** Without jitter each delay is the bound that jitter would choose under. */
  readonly hasJitter: boolean;
  /** What the functions are fed for: cost by default, as a stage with so many events. */
  readonly prefer?: Preference;
  /** What of the retry function is not as it is deployed: for comparison. */
  readonly retryFunction?: Pick<FunctionDeployment, 'recursiveLoop'>;
  /** How long EventBridge takes to answer. */
  readonly callMs: number;
  readonly seed: number;
}

export const hourMs = 3_600_000;

/** The outage begins when events have flowed for so long. */
export const outageStartMs = 3_600_000;

/** The Region that fails, and the others. */
export const failingRegion = 'us-east-1';
export const regions = [failingRegion, 'eu-west-1', 'ap-northeast-1', 'us-west-2'] as const;

/** The quota of each Region: requests a second, and at once after a pause (the list of quotas in the EventBridge user guide). */
export const putQuota = {
  requestsPerSecond: standardSettings.quotas.putPartnerEventsPerSecond,
  burst: 3_600,
} as const;

/** How many hours events flow around an outage. */
export function flowAround(outageHours: number): number {
  return outageHours + 2;
}
