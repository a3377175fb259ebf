import type { OperationName } from '../operations/operation-names.ts';
import type { Clock } from '../state/clock.ts';
import { noFaults } from './fault-settings.ts';
import type { FaultSettings } from './faults-view.ts';
import { seededRandom } from './random.ts';
import { TokenBucket } from './token-bucket.ts';

/** The active faults, with the random generator and the buckets that they use. */
export type Faults = {
  readonly clock: Clock;
  settings: FaultSettings;
  random: () => number;
  buckets: Map<string, TokenBucket>;
};

/** What happens to a whole call before the operation runs. */
export type CallFault = 'none' | 'throttled' | 'failed';

/** What happens to one valid entry of PutPartnerEvents. */
export type EntryFault = { errorCode: string; errorMessage: string } | undefined;

/** No faults, and a random seed. */
export function newFaults(clock: Clock): Faults {
  return { clock, settings: noFaults, random: Math.random, buckets: new Map() };
}

/** Changes the given fields and keeps the others. A seed restarts the random choices; a quota fills its buckets. */
export function changeFaults(faults: Faults, change: Partial<FaultSettings>): void {
  faults.settings = { ...faults.settings, ...change };
  if (change.seed !== undefined) {
    faults.random = change.seed === null ? Math.random : seededRandom(change.seed);
  }
  if (change.rateQuota !== undefined) faults.buckets.clear();
}

/** Removes all faults. */
export function clearFaults(faults: Faults): void {
  changeFaults(faults, noFaults);
}

/** Decides whether a whole call fails. Callers with the same `quotaKey` share a rate quota. */
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

/** Decides whether the answer to a successful call is lost. */
export function drawLostResponse(faults: Faults, operation: OperationName): boolean {
  return appliesTo(faults, operation) && happens(faults, faults.settings.lostResponseRate);
}

/** How long the answer of an operation is delayed, in milliseconds. */
export function latencyMsOf(faults: Faults, operation: OperationName): number {
  return appliesTo(faults, operation) ? faults.settings.latencyMs : 0;
}

/** Decides whether one entry fails. A source's own error has priority over random ones. */
export function drawEntryFault(faults: Faults, source: string): EntryFault {
  const { sourceErrors, throttlingRate, internalFailureRate } = faults.settings;
  const own = sourceErrors.find((error) => error.source === source);
  if (own !== undefined && happens(faults, own.rate)) {
    const { errorCode, errorMessage = 'A fault of the emulator.' } = own;
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

/** Draws only for a rate between 0 and 1, so that an unused rate does not change a seeded sequence. */
export function happens(faults: Faults, rate: number): boolean {
  if (rate === 0) return false;
  return rate === 1 || faults.random() < rate;
}
