import { TokenBucket, type RateQuota } from '../../emulator/faults/token-bucket.ts';
import type { Delivery } from '../../lambdas/domain/delivery.ts';
import type { EntryResult } from '../../lambdas/domain/outcome.ts';
import { garbled, isCutOff, refusal, type EntryFault, type PutEntry } from './entry-faults.ts';

/**
 * How a Region is out of order. `throttling` and `unknown`: it refuses each entry. `failing`: each request.
 * `mute`: it takes the entries and does not answer. `silent`: it takes nothing and does not answer.
 * `stalling`: it fails each request after as long as the caller waits. `slow`: it works, and answers late.
 */
export type RegionFailure =
  'throttling' | 'unknown' | 'failing' | 'mute' | 'silent' | 'stalling' | 'slow';

/** What EventBridge does with a request: each entry on its own, or the whole request fails. */
export type PutResult =
  | { readonly kind: 'answered'; readonly entries: readonly PutEntry[] }
  | { readonly kind: 'failed'; readonly code: string; readonly isTaken: boolean };

/** What EventBridge is like; without anything, every source is ACTIVE and no request is one too many. */
export interface EventBridgeSettings {
  readonly stateOf?: (region: string, sourceName: string) => 'ACTIVE' | 'PENDING' | undefined;
  /** Of each Region. */
  readonly quota?: RateQuota;
  /** The message of every error. */
  readonly errorText?: string;
}

/** AWS's limit. */
const maxEntries = 20;

/** EventBridge of all Regions, as far as PutPartnerEvents goes; how long a call takes is the caller's to say. */
export class SimulatedEventBridge {
  /** Entries that were taken for a source that was PENDING, and so dropped. */
  pendingTaken = 0;
  readonly #now: () => number;
  readonly #settings: Required<Omit<EventBridgeSettings, 'quota'>> & EventBridgeSettings;
  readonly #failures = new Map<string, { readonly how: RegionFailure; readonly untilMs: number }>();
  readonly #buckets = new Map<string, TokenBucket>();
  #taken = 0;

  constructor(now: () => number, settings: EventBridgeSettings = {}) {
    this.#now = now;
    this.#settings = { stateOf: () => 'ACTIVE', errorText: '', ...settings };
  }

  /** Puts a Region out of order until a time, milliseconds of the clock. */
  fail(region: string, how: RegionFailure, untilMs: number): void {
    this.#failures.set(region, { how, untilMs });
  }

  /** Every Region is well from now on. */
  mend(): void {
    this.#failures.clear();
  }

  /** How a Region is out of order now; undefined when it is well. */
  failureOf(region: string): RegionFailure | undefined {
    const failure = this.#failures.get(region);
    return failure !== undefined && this.#now() < failure.untilMs ? failure.how : undefined;
  }

  /** Takes a request, or what a fault or the Region's failure leaves of it. */
  put(region: string, deliveries: readonly Delivery[], fault?: EntryFault): PutResult {
    const how = this.failureOf(region);
    const code = this.#codeOfRefusal(region, deliveries.length, { how, fault });
    if (code !== undefined) return { kind: 'failed', code, isTaken: false };
    const entries = deliveries.map((delivery, index) => {
      if (isCutOff(index, deliveries.length, fault)) return { isTaken: false, result: undefined };
      const entryCode = codeOfEntry(index, deliveries.length, { how, fault });
      return entryCode === undefined ? this.#take(delivery) : this.#refuse(entryCode);
    });
    if (how === 'mute') return { kind: 'failed', code: 'TimeoutError', isTaken: true };
    return { kind: 'answered', entries: garbled(entries, fault) };
  }

  /** Why a request is refused as a whole; undefined when it is not. */
  #codeOfRefusal(region: string, entries: number, { how, fault }: Wrong): string | undefined {
    if (fault?.kind === 'refused for an unknown source') return 'EventBusNotFound';
    const isInvalid = fault?.kind === 'refused whole' || entries > maxEntries;
    if (isInvalid) return 'ValidationException';
    const code = codesOfRegions[how ?? ''];
    return code ?? (this.#isWithinQuota(region) ? undefined : 'ThrottlingException');
  }

  #isWithinQuota(region: string): boolean {
    const { quota } = this.#settings;
    if (quota === undefined) return true;
    const bucket = this.#buckets.get(region) ?? new TokenBucket(quota, this.#now());
    this.#buckets.set(region, bucket);
    return bucket.take(this.#now());
  }

  #take({ region, sourceName }: Delivery): PutEntry {
    const state = this.#settings.stateOf(region, sourceName);
    if (state === undefined) return this.#refuse('EventBusNotFound');
    if (state === 'PENDING') this.pendingTaken += 1;
    this.#taken += 1;
    return { isTaken: true, result: { EventId: `taken-${this.#taken}` } satisfies EntryResult };
  }

  #refuse(code: string): PutEntry {
    return refusal(code, this.#settings.errorText);
  }
}

interface Wrong {
  readonly how: RegionFailure | undefined;
  readonly fault: EntryFault | undefined;
}

/** Of requests, and of each entry. */
const codesOfRegions: Readonly<Record<string, string>> = {
  failing: 'InternalException',
  stalling: 'InternalException',
  silent: 'TimeoutError',
};
const codesOfFailures: Readonly<Record<string, string>> = {
  throttling: 'ThrottlingException',
  unknown: 'SomethingNew',
};

const codesOfFaults: Readonly<Record<string, string>> = {
  'entry throttled': 'ThrottlingException',
  'entry unknown': 'SomethingNew',
  'entry rejected': 'MalformedDetail',
  'entry of an unknown source': 'EventBusNotFound',
};

function codeOfEntry(index: number, entries: number, { how, fault }: Wrong): string | undefined {
  const code = codesOfFailures[how ?? ''];
  if (code !== undefined || fault === undefined) return code;
  return index === fault.entry % entries ? codesOfFaults[fault.kind] : undefined;
}
