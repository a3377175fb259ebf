import { deploymentsFor } from '../../lambdas/settings/deployment.ts';
import {
  fleetPlans,
  fleetWithin,
  type Fleet,
  type Preference,
} from '../../lambdas/settings/fleet.ts';
import { standardSettings } from '../../lambdas/settings/standard-settings.ts';

/** How a function is deployed, as far as it costs or delays something. */
export interface FunctionSettings {
  readonly memoryMb: number;
  /** Messages. */
  readonly batchSize: number;
  readonly batchWindowSeconds: number;
  readonly maximumConcurrency: number;
  /** Calls under way at once from one invocation. */
  readonly callsInFlight: number;
}

/** How the functions of the one data plane are deployed. */
export interface FleetSettings {
  readonly fanOut: FunctionSettings;
  readonly retry: FunctionSettings;
}

/** A function's memory and batches. */
export type FunctionShape = Pick<FunctionSettings, 'memoryMb' | 'batchSize' | 'batchWindowSeconds'>;

/** What the stack uses for a stage of one Region with the standard quota, by what it prefers. */
export function stackSettings(prefer: Preference): FleetSettings {
  const fleet = fleetWithin({ ...standardSettings.quotas, dataPlanes: 1 }, fleetPlans[prefer]);
  const deployments = deploymentsFor(prefer);
  if (fleet === undefined) throw new Error('the standard quota is too small for any fleet');
  return {
    fanOut: inFleet('fan-out', deployments['fan-out'], fleet),
    retry: inFleet('retry', deployments.retry, fleet),
  };
}

/** A function of a fleet. */
export function inFleet(
  name: 'fan-out' | 'retry',
  { memoryMb, batchSize, batchWindowSeconds }: FunctionShape,
  { maximumConcurrency, callsInFlightPerRegion }: Fleet,
): FunctionSettings {
  return {
    memoryMb,
    batchSize,
    batchWindowSeconds,
    maximumConcurrency: maximumConcurrency[name],
    callsInFlight: callsInFlightPerRegion[name],
  };
}

/** The bytes of a request at the most. */
export const { maxRequestBytes } = standardSettings.entryLimits;
