import type { Observed, ObservedLimit } from '../../../emulator/observed/observed.ts';
import type { Settings } from '../../../lambdas/settings/standard-settings.ts';
import { entryLimits } from '../../../lambdas/settings/table/entry-limits.ts';
import type { WholeNumberKind } from '../../../lambdas/settings/value-kinds.ts';
import type { Change, Following } from './following.ts';
import { inRegions, smallestOf, type InRegion } from './by-region.ts';

/** The largest entry and request that every Region takes. */
export function limitsThatFollow(observed: Observed, settings: Settings): Following {
  const ofEntry = smallestLimit(inRegions(observed, ({ entryBytes }) => entryBytes));
  const ofRequest = smallestLimit(inRegions(observed, ({ requestBytes }) => requestBytes));
  const request = bounded('maxRequestBytes', ofRequest, settings);
  const mostOfEntry = request.bytes ?? settings.entryLimits.maxRequestBytes;
  const entry = bounded('maxEntryBytes', ofEntry, settings, mostOfEntry);
  return {
    changes: [...entry.changes, ...request.changes],
    notes: [...entry.notes, ...request.notes, ...largeEventNotes(entry.changes, settings)],
  };
}

function smallestLimit(
  limits: readonly InRegion<ObservedLimit>[],
): InRegion<ObservedLimit> | undefined {
  return smallestOf(limits, ({ accepted }) => accepted);
}

interface Bounded extends Following {
  readonly bytes: number | undefined;
}

const kinds: Readonly<Record<'maxEntryBytes' | 'maxRequestBytes', WholeNumberKind>> = {
  maxEntryBytes: entryLimits.maxEntryBytes.kind,
  maxRequestBytes: entryLimits.maxRequestBytes.kind,
};

/** The setting for a limit, within what a stage may set. */
function bounded(
  name: 'maxEntryBytes' | 'maxRequestBytes',
  limit: InRegion<ObservedLimit> | undefined,
  settings: Settings,
  most = Infinity,
): Bounded {
  const from = settings.entryLimits[name];
  if (limit === undefined || isOpen(limit.value, from))
    return { bytes: undefined, changes: [], notes: [] };
  const { accepted, refused } = limit.value;
  const { min, max } = kinds[name];
  const bytes = Math.max(min, Math.min(accepted, max, most));
  const key = `entryLimits.${name}`;
  const wasRefused = refused === undefined ? 'nothing larger was tried' : `${refused} were refused`;
  const why = `in ${limit.region} ${accepted} bytes were accepted and ${wasRefused}`;
  const change: Change = { section: 'entryLimits', name, from, to: bytes, why };
  return {
    bytes,
    changes: bytes === from ? [] : [change],
    notes:
      bytes === accepted
        ? []
        : [`${key} is ${bytes} at ${bytes < accepted ? 'the most' : 'the least'}, although ${why}`],
  };
}

/** Whether nothing larger was tried, so that the larger one of the stage may hold as well. */
function isOpen({ accepted, refused }: ObservedLimit, from: number): boolean {
  return refused === undefined && accepted <= from;
}

/** What becomes of events that are no longer small enough. */
function largeEventNotes(
  [change]: readonly Change[],
  { largeEvents }: Settings,
): readonly string[] {
  if (change === undefined || Number(change.to) > Number(change.from)) return [];
  const events = `events of ${String(change.to)} to ${String(change.from)} bytes`;
  return largeEvents.relay === 'byReference'
    ? [`${events} will travel by reference (largeEvents.relay)`]
    : [`${events} will be dead letters: set largeEvents.relay to "byReference"`];
}
