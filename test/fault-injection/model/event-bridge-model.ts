import type { Delivery } from '../../../lambdas/domain/delivery.ts';
import type { EntryResult } from '../../../lambdas/domain/outcome.ts';
import type { fakePartnerSources } from '../../support/fake-partner-sources.ts';
import type { PlannedFault } from './faults.ts';
import type { OutageKind } from './history.ts';

/** What EventBridge did with an entry, and what it says of it; no result: the list is shorter. */
export interface PutEntry {
  readonly isTaken: boolean;
  readonly result: EntryResult | undefined;
}

/** What EventBridge does with a request: each entry by itself, or all of it fails. */
export type PutResult =
  | { readonly kind: 'answered'; readonly entries: readonly PutEntry[] }
  | { readonly kind: 'failed'; readonly code: string; readonly isTaken: boolean };

/** EventBridge of all Regions, as far as PutPartnerEvents goes. */
export interface EventBridgeModel {
  readonly put: (
    region: string,
    deliveries: readonly Delivery[],
    fault: PlannedFault | undefined,
  ) => PutResult;
  /** A Region is out of order until a time, epoch milliseconds. */
  readonly fail: (region: string, how: OutageKind, untilMs: number) => void;
  /** Whether a Region takes its time for each call now. */
  readonly isSlow: (region: string) => boolean;
  /** Every Region is well from now on. */
  readonly mend: () => void;
  /** Entries that were taken for a source that was PENDING, and so dropped. */
  readonly pendingTaken: () => number;
}

/** EventBridge with the sources that there are. */
export function eventBridgeModel(
  sources: ReturnType<typeof fakePartnerSources>,
  now: () => number,
  errorText: string,
): EventBridgeModel {
  const outages = new Map<string, { how: OutageKind; untilMs: number }>();
  let pendingTaken = 0;
  let taken = 0;

  const outageOf = (region: string) => {
    const outage = outages.get(region);
    return outage !== undefined && now() < outage.untilMs ? outage.how : undefined;
  };
  const take = ({ region, sourceName }: Delivery): PutEntry => {
    const source = sources.all().find((one) => one.region === region && one.name === sourceName);
    if (source === undefined) return refusal('EventBusNotFound', errorText);
    if (source.pendingSinceMs !== undefined) pendingTaken += 1;
    taken += 1;
    return { isTaken: true, result: { EventId: `taken-${taken}` } };
  };
  return {
    pendingTaken: () => pendingTaken,
    fail: (region, how, untilMs) => outages.set(region, { how, untilMs }),
    isSlow: (region) => outageOf(region) === 'slow',
    mend: () => outages.clear(),
    put(region, deliveries, fault) {
      if (fault?.kind === 'refused whole') return failed('ValidationException', false);
      const outage = outageOf(region);
      if (outage === 'failing') return failed('InternalException', false);
      const entries = deliveries.map((delivery, index) => {
        if (outage === 'throttling') return refusal('ThrottlingException', errorText);
        if (outage === 'unknown') return refusal('SomethingNew', errorText);
        if (isCutOff(index, deliveries.length, fault)) return { isTaken: false, result: undefined };
        const isHit = fault !== undefined && index === fault.entry % deliveries.length;
        const code = isHit ? entryCodes[fault.kind] : undefined;
        return code === undefined ? take(delivery) : refusal(code, errorText);
      });
      if (outage === 'mute') return failed('TimeoutError', true);
      return { kind: 'answered', entries: garbled(entries, fault) };
    },
  };
}

const entryCodes: Readonly<Record<string, string>> = {
  'entry throttled': 'ThrottlingException',
  'entry unknown': 'SomethingNew',
  'entry rejected': 'MalformedDetail',
};

function refusal(code: string, message: string): PutEntry {
  return { isTaken: false, result: { ErrorCode: code, ErrorMessage: message } };
}

function failed(code: string, isTaken: boolean): PutResult {
  return { kind: 'failed', code, isTaken };
}

/** Of the entries that a short list has no result for, every other one was not even looked at. */
function isCutOff(index: number, entries: number, fault: PlannedFault | undefined): boolean {
  return fault?.kind === 'short' && index >= fault.entry % entries && index % 2 === 1;
}

/** The answer as a fault leaves it. */
function garbled(
  entries: readonly PutEntry[],
  fault: PlannedFault | undefined,
): readonly PutEntry[] {
  const at = (fault?.entry ?? 0) % entries.length;
  const kind = fault?.kind;
  if (kind === 'misordered') return misordered(entries);
  return entries.map((entry, index) => {
    if (kind === 'short' && index >= at) return { ...entry, result: undefined };
    return kind === 'empty result' && index === at ? { ...entry, result: {} } : entry;
  });
}

/** Each entry gets its neighbour's result; but nobody is told of another source that it is gone. */
function misordered(entries: readonly PutEntry[]): readonly PutEntry[] {
  const isAnyGone = entries.some(({ result }) => result?.ErrorCode === 'EventBusNotFound');
  if (isAnyGone) return entries;
  return entries.map((entry, index) => ({
    ...entry,
    result: entries[(index + 1) % entries.length]?.result,
  }));
}
