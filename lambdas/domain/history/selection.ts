import type { Mapping } from '../mapping.ts';
import type { ChunkSummary } from './chunk.ts';
import { countKinds, type CountKind } from './counts.ts';
import type { Passed, TimeSpan } from './passed.ts';
import { replayOutcomes, type ReplayOutcome, type ReplayRequest } from './replay.ts';
import { isMissed, type HistoryRow } from './row.ts';

/** Which rows of a source's history a replay sends. */
export interface Selection extends Pick<
  ReplayRequest,
  'fromMs' | 'toMs' | 'outcomes' | 'detailTypes' | 'events'
> {
  /** When it was in doubt whether the customer listened, epoch milliseconds, both inclusive. */
  readonly doubt?: TimeSpan;
  /** The replay itself, whose own rows it never sends. */
  readonly replay?: string;
  /** What other replays have sent of it, which a walk leaves out. */
  readonly passed?: readonly Passed[];
}

/** What a request selects of its source's history, as the mapping is now. */
export function selectionOf(
  { fromMs, toMs, outcomes, detailTypes, events, passed = [] }: ReplayRequest,
  { doubt }: Pick<Mapping, 'doubt'>,
  replay?: string,
): Selection {
  return {
    fromMs,
    toMs,
    outcomes,
    ...(detailTypes && { detailTypes }),
    ...(events && { events }),
    ...(doubt && { doubt: doubtOf(doubt) }),
    ...(replay !== undefined && { replay }),
    ...(passed.length > 0 && { passed }),
  };
}

/** A mapping's doubt in epoch milliseconds. */
export function doubtOf({ from, to }: NonNullable<Mapping['doubt']>): TimeSpan {
  return { fromMs: Date.parse(from), toMs: Date.parse(to) };
}

/**
 * Whether a row is selected. Rows of other replays count as any: what a replay could not deliver can be
 * replayed. An event may have several rows, and is sent once (`seenEvents`).
 */
export function isSelected(row: HistoryRow, selection: Selection): boolean {
  const { fromMs, toMs, detailTypes, events, replay } = selection;
  return (
    row.atMs >= fromMs &&
    row.atMs < toMs &&
    (row.replay === undefined || row.replay !== replay) &&
    (detailTypes === undefined || detailTypes.includes(row.detailType)) &&
    (events === undefined || events.includes(row.eventId)) &&
    (takesAnyOutcome(selection) ||
      selection.outcomes.some((outcome) => has(row, outcome, selection)))
  );
}

/** Whether a chunk may have a selected row; if not, its rows need not be unpacked. */
export function mayHaveSelected(chunk: ChunkSummary, selection: Selection): boolean {
  const { fromMs, toMs, detailTypes } = selection;
  return (
    chunk.toMs >= fromMs &&
    chunk.fromMs < toMs &&
    (detailTypes === undefined || detailTypes.some((type) => chunk.detailTypes.includes(type))) &&
    (takesAnyOutcome(selection) ||
      selection.outcomes.some((outcome) => mayHave(chunk, outcome, selection)))
  );
}

/** How many selected rows a chunk has at the most, by its summary. */
export function mostSelected(chunk: ChunkSummary, selection: Selection): number {
  if (!mayHaveSelected(chunk, selection)) return 0;
  const takes = (outcome: ReplayOutcome) => selection.outcomes.includes(outcome);
  const takesAny = takesAnyOutcome(selection);
  const isTaken: Readonly<Record<CountKind, boolean>> = {
    held: takes('missed'),
    acceptedUnheard: takes('missed') || takes('accepted'),
    accepted: takes('accepted') || (takes('missed') && isInDoubt(chunk, selection)),
    failed: takes('failed'),
    skipped: takes('failed'),
    waiting: takesAny,
  };
  return countKinds.reduce((sum, kind) => sum + (isTaken[kind] ? chunk.counts[kind] : 0), 0);
}

function isInDoubt({ fromMs, toMs }: ChunkSummary, { doubt }: Selection): boolean {
  return doubt !== undefined && toMs >= doubt.fromMs && fromMs <= doubt.toMs;
}

/** Who names events, and leaves out no outcome, wants them whatever became of them: those that wait, too. */
function takesAnyOutcome({ events, outcomes }: Selection): boolean {
  return events !== undefined && replayOutcomes.every((outcome) => outcomes.includes(outcome));
}

function has(row: HistoryRow, outcome: ReplayOutcome, { doubt }: Selection): boolean {
  switch (outcome) {
    case 'missed':
      return (
        isMissed(row) ||
        (row.outcome === 'accepted' &&
          doubt !== undefined &&
          row.atMs >= doubt.fromMs &&
          row.atMs <= doubt.toMs)
      );
    case 'failed':
      return row.outcome === 'deadLettered' || row.outcome === 'skipped';
    case 'accepted':
      return row.outcome === 'accepted';
  }
}

function mayHave(chunk: ChunkSummary, outcome: ReplayOutcome, selection: Selection): boolean {
  const { counts } = chunk;
  switch (outcome) {
    case 'missed':
      return (
        counts.held + counts.acceptedUnheard > 0 ||
        (counts.accepted > 0 && isInDoubt(chunk, selection))
      );
    case 'failed':
      return counts.failed + counts.skipped > 0;
    case 'accepted':
      return counts.accepted + counts.acceptedUnheard > 0;
  }
}
