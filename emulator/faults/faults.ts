import type { OperationName } from '../operations/operation-names.ts';
import type { Clock } from '../state/clock.ts';
import { type FaultSettings, noFaults } from './fault-settings.ts';
import { seededRandom } from './random.ts';
import { TokenBucket } from './token-bucket.ts';

/** The faults in force, with the randomness and the buckets that carry them out. */
export type Faults = {
  readonly clock: Clock;
  settings: FaultSettings;
  random: () => number;
  buckets: Map<string, TokenBucket>;
};

/** What happens to a whole call before the operation runs. */
export type CallFault = 'none' | 'throttled' | 'failed';

/** What happens to one entry of PutPartnerEvents, which is otherwise good. */
export type EntryFault = { errorCode: string; errorMessage: string } | undefined;

/** No faults, and a random seed. */
export function newFaults(clock: Clock): Faults {
  return { clock, settings: noFaults, random: Math.random, buckets: new Map() };
}

/** Changes the fields given and leaves the others. A seed starts the choices again; a quota fills its buckets. */
export function changeFaults(faults: Faults, change: Partial<FaultSettings>): void {
  faults.settings = { ...faults.settings, ...change };
  if (change.seed !== undefined) {
    faults.random = change.seed === null ? Math.random : seededRandom(change.seed);
  }
  if (change.rateQuota !== undefined) faults.buckets.clear();
}

/** Takes all faults away. */
export function clearFaults(faults: Faults): void {
  changeFaults(faults, noFaults);
}

/** Decides whether a call fails whole. `quotaKey` names who shares a rate quota. */
export function drawCallFault(
  faults: Faults,
  operation: OperationName,
  quotaKey: string,
): CallFault {
  if (!appliesTo(faults, operation)) return 'none';
  if (!withinQuota(faults, quotaKey)) return 'throttled';
  if (happens(faults, faults.settings.requestThrottlingRate)) return 'throttled';
  return happens(faults, faults.settings.requestFailureRate) ? 'failed' : 'none';
}

/** Decides whether the answer to a call that was carried out gets lost. */
export function drawLostResponse(faults: Faults, operation: OperationName): boolean {
  return appliesTo(faults, operation) && happens(faults, faults.settings.lostResponseRate);
}

/** How long the answer of an operation is held back, in milliseconds. */
export function latencyMsOf(faults: Faults, operation: OperationName): number {
  return appliesTo(faults, operation) ? faults.settings.latencyMs : 0;
}

/** Decides whether one entry fails. A source's own error comes before the random ones. */
export function drawEntryFault(faults: Faults, source: string): EntryFault {
  const { sourceErrors, throttlingRate, internalFailureRate } = faults.settings;
  const own = sourceErrors.find((error) => error.source === source);
  if (own !== undefined && happens(faults, own.rate)) {
    const { errorCode, errorMessage = 'Asked for by a fault.' } = own;
    return { errorCode, errorMessage };
  }
  if (throttlingRate === 0 && internalFailureRate === 0) return undefined;
  const drawn = faults.random();
  if (drawn < throttlingRate) {
    return { errorCode: 'ThrottlingException', errorMessage: 'Rate exceeded' };
  }
  if (drawn >= throttlingRate + internalFailureRate) return undefined;
  return { errorCode: 'InternalFailure', errorMessage: 'An internal failure occurred.' };
}

function appliesTo(faults: Faults, operation: OperationName): boolean {
  const { operations } = faults.settings;
  return operations.includes(operation) || operations.includes('*');
}

function withinQuota(faults: Faults, key: string): boolean {
  const { rateQuota } = faults.settings;
  if (rateQuota === null) return true;
  const nowMs = faults.clock.nowMs();
  const bucket = faults.buckets.get(key) ?? new TokenBucket(rateQuota, nowMs);
  faults.buckets.set(key, bucket);
  return bucket.take(nowMs);
}

/** Draws only for a rate between 0 and 1, so that a rate left alone does not change a seeded sequence. */
export function happens(faults: Faults, rate: number): boolean {
  if (rate === 0) return false;
  return rate === 1 || faults.random() < rate;
}
