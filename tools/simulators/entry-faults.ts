import type { EntryResult } from '../../lambdas/domain/outcome.ts';

/** What can go wrong in a request of PutPartnerEvents, besides what can go wrong with any call. */
export const entryFaults = [
  'entry throttled',
  'entry unknown',
  'entry rejected',
  /** EventBridge does not know the source of an entry, though it may be there. */
  'entry of an unknown source',
  /** The whole request is refused for something in it. */
  'refused whole',
  /** The whole request is refused for a source that EventBridge does not know, though all may be there. */
  'refused for an unknown source',
  /** The list of results ends early. */
  'short',
  /** A result with neither an id nor an error. */
  'empty result',
  /** The results have another order than the entries: AWS's documents exclude it. */
  'misordered',
] as const;

/** A fault in a request, if its kind is one of {@link entryFaults}; others are none of EventBridge's. */
export interface EntryFault {
  readonly kind: string;
  /** Which entry it hits, for those that hit one; counted round. */
  readonly entry: number;
}

/** What EventBridge did with an entry, and what it says of it; no result: the list is shorter. */
export interface PutEntry {
  readonly isTaken: boolean;
  readonly result: EntryResult | undefined;
}

/** An entry that was not taken, with the reason in the answer. */
export function refusal(code: string, message: string): PutEntry {
  return { isTaken: false, result: { ErrorCode: code, ErrorMessage: message } };
}

/** Of the entries that a short list has no result for, every other one was not even looked at. */
export function isCutOff(index: number, entries: number, fault: EntryFault | undefined): boolean {
  return fault?.kind === 'short' && index >= fault.entry % entries && index % 2 === 1;
}

/** The answer as a fault leaves it. */
export function garbled(
  entries: readonly PutEntry[],
  fault: EntryFault | undefined,
): readonly PutEntry[] {
  const at = (fault?.entry ?? 0) % entries.length;
  const kind = fault?.kind;
  if (kind === 'misordered') return misordered(entries);
  return entries.map((entry, index) => {
    if (kind === 'short' && index >= at) return { ...entry, result: undefined };
    return kind === 'empty result' && index === at ? { ...entry, result: {} } : entry;
  });
}

/** Each entry gets its neighbour's result; but no answer calls another source gone. */
function misordered(entries: readonly PutEntry[]): readonly PutEntry[] {
  const isAnyGone = entries.some(({ result }) => result?.ErrorCode === 'EventBusNotFound');
  if (isAnyGone) return entries;
  return entries.map((entry, index) => ({
    ...entry,
    result: entries[(index + 1) % entries.length]?.result,
  }));
}

/** The results of an answer, up to the first one that is missing. */
export function resultsOf(entries: readonly PutEntry[]): readonly EntryResult[] {
  const missing = entries.findIndex(({ result }) => result === undefined);
  const listed = missing === -1 ? entries : entries.slice(0, missing);
  return listed.flatMap(({ result }) => result ?? []);
}
