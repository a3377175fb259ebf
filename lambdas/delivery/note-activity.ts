import pLimit from 'p-limit';
import QuickLru from 'quick-lru';
import { deliveryError, noteIfDue, type NotedActivity } from '../domain/activity.ts';
import { listeningState } from '../domain/history/listening-state.ts';
import type { BatchActivity, SourceAttempts } from './batch-activity.ts';
import type { Log, MappingActivity, MappingTable } from '../ports/delivery.ts';

const maxRememberedSources = 10_000;
/** The most notes per batch, so that they do not hold a batch up; the others wait for the next batch. */
export const maxNotesPerBatch = 500;
const notesInFlight = 16;

/** What noting activity needs from outside. */
export interface ActivityServices {
  readonly mappings: Pick<MappingTable, 'noteActivity'>;
  readonly log: Log;
  /** Epoch milliseconds. */
  readonly now: () => number;
  readonly settings: {
    /** How often a source's activity is noted. */
    readonly activityEveryMs: number;
    /** No write is begun with less time than this left. */
    readonly settleMs: number;
  };
}

/** Notes a batch's activity until the deadline; never rejects. Undefined when nothing is due. */
export type NoteActivity = (
  activity: BatchActivity,
  deadlineMs: number,
) => Promise<void> | undefined;

interface DueNote {
  readonly source: SourceAttempts;
  readonly noted: NotedActivity;
}

/**
 * Notes each source's activity in its mapping when that is due, and remembers from batch to batch what
 * it noted. After a failed write the other notes wait for the next batch: the table may be out of reach.
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
      // Before the answer: a write that always fails must not be the first of every batch.
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
  { acceptedId, acceptedDetailType, acceptedFor, acceptedAtMs, failure }: SourceAttempts,
  { notedAtMs }: NotedActivity,
): MappingActivity {
  return {
    ...(acceptedId !== undefined &&
      acceptedDetailType !== undefined &&
      acceptedFor !== undefined && {
        lastAcceptedEvent: {
          id: acceptedId,
          detailType: acceptedDetailType,
          acceptedAt: new Date(acceptedAtMs).toISOString(),
          state: listeningState(acceptedFor, acceptedAtMs),
        },
      }),
    ...(failure && { lastError: deliveryError(failure, new Date(notedAtMs).toISOString()) }),
  };
}
