import pLimit from 'p-limit';
import type { DomainEvent } from '../domain/domain-event.ts';
import type { EventLimits } from '../domain/event-size.ts';
import { isKept } from '../domain/payload/payload-reference.ts';
import { frameOf } from '../domain/history/replay-plan.ts';
import type { ReplayRequest } from '../domain/history/replay.ts';
import { readDomainEvent } from '../domain/read-domain-event.ts';
import type { WalkedRow } from '../history-walk/history-walk.ts';
import type { Log } from '../ports/delivery.ts';
import type { HistoryReaders } from '../ports/history.ts';

/** How many frames are read at the same time; a reader that keeps as many reads each once. */
export const framesAtOnce = 16;

/** An event that is sent again, and when the events queue took it. */
export interface FoundEvent {
  readonly event: DomainEvent;
  readonly queuedAtMs: number;
}

/** What reading events needs. */
export interface BodyContext {
  readonly readers: HistoryReaders;
  readonly log: Log;
  readonly settings: Pick<EventLimits, 'maxEntryBytes'>;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/**
 * The events of rows, in their order; those whose text, or whose detail in a payload bucket, is not kept are
 * missing. The texts of a frame are
 * asked for one after the other, so that the reader gets each frame once. Rejects when a text cannot be
 * read now.
 */
export async function eventsOf(
  rows: readonly WalkedRow[],
  source: ReplayRequest['source'],
  context: BodyContext,
): Promise<readonly FoundEvent[]> {
  const limit = pLimit(framesAtOnce);
  const found = new Map<WalkedRow, FoundEvent>();
  const readFrame = async (ofFrame: readonly WalkedRow[]) => {
    for (const one of ofFrame) {
      const event = await eventOf(one, source, context);
      if (event !== undefined) found.set(one, { event, queuedAtMs: one.row.queuedAtMs });
    }
  };
  const frames = Map.groupBy(rows, ({ region, row: { body } }) =>
    body === undefined ? '' : `${region} ${frameOf(body)}`,
  );
  await Promise.all(Array.from(frames.values(), (ofFrame) => limit(readFrame, ofFrame)));
  return rows.flatMap((row) => found.get(row) ?? []);
}

async function eventOf(
  { region, row }: WalkedRow,
  { tenant, generator, sourceName }: ReplayRequest['source'],
  { readers, log, now, settings }: BodyContext,
): Promise<DomainEvent | undefined> {
  if (row.body === undefined) return undefined;
  const text = await readers.get(region)?.body(tenant, row.eventId, row.body);
  if (text === undefined) return undefined;
  const event = readEvent(text, row.queuedAtMs, settings);
  if (event?.reference !== undefined && !isKept(event.reference, now())) return undefined;
  // The reader has checked the tenant; the source must be of the event's own generator, too.
  if (event?.generator === generator) return event;
  log.error('a text of the history is not an event of its source', { sourceName, region });
  return undefined;
}

function readEvent(text: string, queuedAtMs: number, limits: EventLimits): DomainEvent | undefined {
  try {
    const checked = readDomainEvent(text, queuedAtMs, limits);
    return checked.kind === 'event' ? checked.event : undefined;
  } catch {
    return undefined;
  }
}
