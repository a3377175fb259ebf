import type { EarlyAcknowledgement } from '../delivery/acknowledge-early.ts';
import { applyDispositions } from '../delivery/apply-dispositions.ts';
import { beginBatch, endBatch, type Batch, type Work } from '../delivery/batch.ts';
import { deliver } from '../delivery/deliver.ts';
import { hasLarge } from '../delivery/has-large.ts';
import { firstDelivery, rebind } from '../domain/delivery.ts';
import { foldedCodesOf, fold } from '../domain/error-codes.ts';
import type { PageAnswer } from '../domain/history/call-share.ts';
import { frameOf } from '../domain/history/replay-plan.ts';
import type { Replay } from '../domain/history/replay.ts';
import { wants, type Mapping } from '../domain/mapping.ts';
import type { WalkedRow } from '../history-walk/history-walk.ts';
import { eventsOf, type FoundEvent } from './bodies.ts';
import type { ReplayContext } from './services.ts';

/** The time that an invocation has. */
export interface Invocation {
  getRemainingTimeInMillis(): number;
}

/** A page of a replay. */
export interface Page {
  readonly rows: readonly WalkedRow[];
  readonly replay: Replay;
  /** The source's, as it is now. */
  readonly mapping: Mapping;
  /** The most calls under way at once. */
  readonly calls: number;
}

/** What became of a page. */
export interface SentPage {
  readonly sent: number;
  readonly failed: number;
  readonly filtered: number;
  readonly withoutBody: number;
  readonly answer: PageAnswer;
}

// Frames are packed up to eight to one, and a process has them, their texts and requests in memory.
const maxFrameBytes = 4 * 1024 * 1024;

/**
 * Sends the events of a page. What EventBridge does not accept goes on as any other delivery. Rejects when
 * texts cannot be read, or when no queue takes what EventBridge did not accept: then the page must be
 * sent again; so too when a detail cannot be stored or linked to.
 */
export async function sendPage(
  page: Page,
  context: ReplayContext,
  invocation: Invocation,
): Promise<SentPage> {
  const wanted = page.rows.filter(({ row }) => wants(page.mapping, row.detailType));
  let all: SentPage = {
    ...nothingSent,
    filtered: page.rows.length - wanted.length,
  };
  for (const rows of divideByFrames(wanted)) {
    const found = await eventsOf(rows, page.replay.source, context);
    const sent = found.length === 0 ? nothingSent : await send(found, page, context, invocation);
    all = add(all, { ...sent, withoutBody: rows.length - found.length });
  }
  return all;
}

const nothingSent: SentPage = { sent: 0, failed: 0, filtered: 0, withoutBody: 0, answer: 'taken' };

const severity = { taken: 0, refused: 1, throttled: 2 } as const;

function add(one: SentPage, other: SentPage): SentPage {
  return {
    sent: one.sent + other.sent,
    failed: one.failed + other.failed,
    filtered: one.filtered + other.filtered,
    withoutBody: one.withoutBody + other.withoutBody,
    answer: severity[other.answer] > severity[one.answer] ? other.answer : one.answer,
  };
}

/** Rows in parts whose frames can be in memory at once, in order. */
function divideByFrames(rows: readonly WalkedRow[]): readonly (readonly WalkedRow[])[] {
  const parts: WalkedRow[][] = [];
  const frames = new Set<string>();
  let bytes = 0;
  for (const one of rows) {
    const { body } = one.row;
    const frame = body && `${one.region} ${frameOf(body)}`;
    if (body !== undefined && frame !== undefined && !frames.has(frame)) {
      if (bytes + body.length > maxFrameBytes && bytes > 0) {
        parts.push([]);
        frames.clear();
        bytes = 0;
      }
      frames.add(frame);
      bytes += body.length;
    }
    const last = parts.at(-1);
    if (last === undefined) parts.push([one]);
    else last.push(one);
  }
  return parts;
}

async function send(
  found: readonly FoundEvent[],
  { replay, mapping, calls }: Page,
  context: ReplayContext,
  invocation: Invocation,
): Promise<SentPage> {
  const services = {
    ...context,
    settings: { ...context.settings, maxCallsInFlightPerRegion: calls },
  };
  const batch = beginBatch(invocation, services);
  const work = await preparedWork(
    found.map((one) => workOf(one, replay, mapping, services)),
    services,
    batch,
  );
  const batchContext = { ...batch, acknowledgement: nothingToAcknowledge };
  const { notStarted, unwritten, taken } = await deliver(
    new Map([[mapping.region, work]]),
    services,
    batchContext,
  );
  const made = taken.get(mapping.region)?.get(replay.id) ?? 0;
  await postpone([...notStarted, ...(await unwritten), ...work.slice(made)], services, batch);
  await services.noteActivity(batch.activity, batch.deadlines.endMs);
  batch.counters.events += work.length;
  batch.counters.entries += work.length;
  endBatch(new Set(), batch.counters, services);
  services.reportEntries(work.length);
  const { accepted } = batch.counters;
  return {
    ...nothingSent,
    sent: accepted,
    failed: work.length - accepted,
    answer: answerOf(batch),
  };
}

/** The page's message stays on the replay queue until its step is done. */
const nothingToAcknowledge: EarlyAcknowledgement = {
  settled: () => {},
  open: () => 0,
  endAfter: async (lastWork) => await lastWork,
};

function workOf(
  { event, queuedAtMs }: FoundEvent,
  { kind, id }: Replay,
  mapping: Mapping,
  { settings: { eventIdIn } }: ReplayContext,
): Work {
  const first = firstDelivery(event, mapping, queuedAtMs, eventIdIn);
  const delivery = rebind({ ...first, trigger: kind, replay: id }, mapping, eventIdIn);
  return { ...delivery, messageId: id, mapping };
}

/** The same deliveries by reference where they must be. */
async function preparedWork(
  work: readonly Work[],
  services: ReplayContext,
  batch: Batch,
): Promise<readonly Work[]> {
  if (!hasLarge(work, services.settings.maxEntryBytes)) return work;
  const { withPayloads } = await import('../delivery/with-payloads.ts');
  const { ready, failed } = await withPayloads(work, services, batch);
  if (failed.length === 0) return ready;
  throw new Error(`the details of ${failed.length} events of a replay cannot be linked to now`);
}

/** Deliveries that were not attempted, or whose retry was not written, wait on the retry queue. */
async function postpone(
  deliveries: readonly Work[],
  services: ReplayContext,
  { counters, deadlines }: Batch,
): Promise<void> {
  const decided = deliveries.map((delivery) => ({
    delivery,
    disposition: { kind: 'postpone' } as const,
  }));
  const timeoutMs = deadlines.recordsMs - services.now();
  const left = await applyDispositions(decided, services, counters, timeoutMs);
  if (left.length > 0) throw new Error(`no queue took ${left.length} deliveries of a replay`);
}

const throttledCodes = foldedCodesOf('throttled');

function answerOf({ counters: { accepted, retried, failures } }: Batch): PageAnswer {
  const codes = Object.keys(failures).map((key) => fold(key.slice(key.indexOf(' ') + 1)));
  if (codes.some((code) => throttledCodes.has(code))) return 'throttled';
  return accepted === 0 && retried > 0 ? 'refused' : 'taken';
}
