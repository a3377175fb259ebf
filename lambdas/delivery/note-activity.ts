import pLimit from 'p-limit';
import QuickLru from 'quick-lru';
import { deliveryError, noteIfDue, type NotedActivity } from '../domain/activity.ts';
import type { BatchActivity, SourceAttempts } from './batch-activity.ts';
import type { Log, MappingActivity, MappingTable } from '../ports/delivery.ts';

const maxRememberedSources = 10_000;
/** More than these wait for the next batch, so that a batch is not held up. */
export const maxNotesPerBatch = 500;
const notesInFlight = 16;

/** What writing activity down needs from outside. */
export interface ActivityServices {
  readonly mappings: Pick<MappingTable, 'noteActivity'>;
  readonly log: Log;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly settings: {
    /** How often a source's activity is written down. */
    readonly activityEveryMs: number;
    /** No write is begun with less time than this left. */
    readonly settleMs: number;
  };
}

/** Writes a batch's activity down, until it is time to end; never rejects. Undefined when nothing is due. */
export type NoteActivity = (
  activity: BatchActivity,
  deadlineMs: number,
) => Promise<void> | undefined;

interface DueNote {
  readonly source: SourceAttempts;
  readonly noted: NotedActivity;
}

/**
 * Writes down with each source's mapping what became of its events, where that is due; what was
 * written is remembered from batch to batch. Once a write has failed the others wait for the next
 * batch: the table may be out of reach.
 */
export function activityNoter({ mappings, log, now, settings }: ActivityServices): NoteActivity {
  const remembered = new QuickLru<string, NotedActivity>({ maxSize: maxRememberedSources });

  const dueNotes = (activity: BatchActivity): readonly DueNote[] => {
    const due: DueNote[] = [];
    const time = { nowMs: now(), everyMs: settings.activityEveryMs };
    for (const source of activity.values()) {
      const { generation, acceptedDetailType, resolvedErrorMs, failure } = source;
      const seen = { generation, acceptedDetailType, resolvedErrorMs, errorCode: failure?.code };
      const noted = noteIfDue(seen, remembered.get(source.sourceArn), time);
      if (noted !== undefined) due.push({ source, noted });
      if (due.length === maxNotesPerBatch) break;
    }
    return due;
  };

  const writeAll = async (due: readonly DueNote[], deadlineMs: number) => {
    const limit = pLimit(notesInFlight);
    let hasFailed = false;
    const note = async ({ source, noted }: DueNote) => {
      const { generator, sourceArn, generation } = source;
      if (hasFailed || deadlineMs - now() < settings.settleMs) return;
      // Before the answer: a write that always fails is not to be the first of every batch.
      remembered.set(sourceArn, noted);
      try {
        await mappings.noteActivity(
          { generator, sourceArn, generation },
          activityOf(source, noted),
        );
      } catch (error) {
        hasFailed = true;
        log.error('the activity of a source could not be written down', { sourceArn, error });
      }
    };
    await Promise.all(due.map((one) => limit(note, one)));
  };

  return (activity, deadlineMs) => {
    const due = dueNotes(activity);
    return due.length === 0 ? undefined : writeAll(due, deadlineMs);
  };
}

function activityOf(
  { acceptedId, acceptedDetailType, acceptedAtMs, failure }: SourceAttempts,
  { notedAtMs }: NotedActivity,
): MappingActivity {
  return {
    ...(acceptedId !== undefined &&
      acceptedDetailType !== undefined && {
        lastAcceptedEvent: {
          id: acceptedId,
          detailType: acceptedDetailType,
          acceptedAt: new Date(acceptedAtMs).toISOString(),
        },
      }),
    ...(failure && { lastError: deliveryError(failure, new Date(notedAtMs).toISOString()) }),
  };
}
