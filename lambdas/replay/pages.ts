import { paceAfter } from '../domain/history/pace.ts';
import { isRecorded } from '../domain/history/reach.ts';
import type { Replay, ReplayProgress } from '../domain/history/replay.ts';
import { seenEvents, type SeenEvents } from '../domain/history/seen-events.ts';
import { selectionOf } from '../domain/history/selection.ts';
import { shareAfter } from '../domain/history/call-share.ts';
import type { Mapping } from '../domain/mapping.ts';
import { chunkStream, reachesOf, recordingStates } from '../history-walk/chunk-stream.ts';
import { historyWalk, type HistoryWalk, type WalkedRows } from '../history-walk/history-walk.ts';
import type { RecordingState } from '../ports/history.ts';
import type { ReplayEnd } from './finish.ts';
import { gateOf, type Gate } from './gates.ts';
import type { SavedReplay } from './saved-replay.ts';
import { sendPage, type Invocation, type SentPage } from './send-page.ts';
import type { ReplayContext } from './services.ts';

/** How a step ends: the replay is over, or goes on after a while. */
export type StepEnd = Exclude<Gate, { kind: 'open' }>;

/**
 * Sends pages of a replay while it may and there is time, and saves its progress after each. Rejects when
 * something cannot be reached; what was saved before that is done.
 */
export async function sendPages(
  saved: SavedReplay,
  context: ReplayContext,
  invocation: Invocation,
): Promise<StepEnd> {
  let reading: Reading | undefined;
  for (;;) {
    const gate = await gateOf(saved, context, invocation);
    if (gate.kind !== 'open') return gate;
    reading ??= await beginReading(saved.current(), gate.mapping, context);
    const walked = await nextRows(reading, gate.maxRows, context);
    const page = { rows: walked.rows, replay: saved.current(), mapping: gate.mapping };
    const sent = await sendPage({ ...page, calls: gate.share.calls }, context, invocation);
    await saveProgress(saved, { gate, walked, sent, seen: reading.seen }, context);
    const end = endOf(saved.current(), { walked, reading, mapping: gate.mapping }, context);
    if (end !== undefined) return end;
  }
}

/** The history of a replay's source, as it is read in one step. */
interface Reading {
  readonly walk: HistoryWalk;
  readonly seen: SeenEvents;
  /** How far each Region was recorded when the step began. */
  readonly states: readonly RecordingState[];
}

async function beginReading(
  replay: Replay,
  mapping: Mapping,
  { readers, replaySettings }: ReplayContext,
): Promise<Reading> {
  const { source, cursor, run } = replay;
  const states = await recordingStates(readers);
  const reaches = reachesOf(replay, states, cursor);
  const timeoutMs = replaySettings.readSeconds * 1000;
  const chunks = chunkStream(readers, { source, reaches, timeoutMs });
  const seen = seenEvents(replaySettings.rememberedEvents, run?.seen);
  const start = { cursor, within: run?.within ?? {} };
  const walk = historyWalk(chunks, selectionOf(replay, mapping, replay.id), seen, start);
  return { walk, seen, states: [...states.values()] };
}

async function nextRows(
  { walk }: Reading,
  maxRows: number,
  { now, replaySettings }: ReplayContext,
): Promise<WalkedRows> {
  const endMs = now() + replaySettings.readSeconds * 1000;
  return await walk.next({ maxRows, isOver: () => now() >= endMs });
}

interface DonePage {
  readonly gate: Extract<Gate, { kind: 'open' }>;
  readonly walked: WalkedRows;
  readonly sent: SentPage;
  readonly seen: SeenEvents;
}

async function saveProgress(
  saved: SavedReplay,
  { gate, walked: { place, gone }, sent, seen }: DonePage,
  { now, settings, replaySettings }: ReplayContext,
): Promise<void> {
  const { run, progress, startedAt = new Date(now()).toISOString() } = saved.current();
  const limits = {
    maxCalls: settings.maxCallsInFlightPerRegion,
    restMs: replaySettings.restSeconds * 1000,
    recoverMs: replaySettings.recoverSeconds * 1000,
  };
  await saved.save({
    state: 'running',
    startedAt,
    progress: progressAfter(progress, { ...sent, withoutBody: sent.withoutBody + gone }),
    cursor: place.cursor,
    run: {
      ...run,
      failures: 0,
      within: place.within,
      seen: seen.write(),
      calls: shareAfter(gate.share, sent.answer, now(), limits),
      pace: paceAfter(gate.pace, sent.sent + sent.failed),
    },
  });
}

function progressAfter(progress: ReplayProgress, page: SentPage): ReplayProgress {
  const sent = progress.sent + page.sent;
  const failed = progress.failed + page.failed;
  const filtered = progress.filtered + page.filtered;
  const withoutBody = progress.withoutBody + page.withoutBody;
  const planned = Math.max(progress.planned, sent + failed + filtered + withoutBody);
  return { planned, sent, failed, filtered, withoutBody };
}

/** What ends the step after a page, if anything does. */
function endOf(
  replay: Replay,
  { walked, reading, mapping }: { walked: WalkedRows; reading: Reading; mapping: Mapping },
  { replaySettings: { settleSeconds, waitSeconds } }: ReplayContext,
): StepEnd | undefined {
  const completed: ReplayEnd = { state: 'completed', mapping };
  if (hasAllEvents(replay)) return { kind: 'over', end: completed };
  if (!walked.isAtEnd) return undefined;
  const time = { toMs: replay.toMs, createdAtMs: Date.parse(replay.createdAt) };
  const isComplete = reading.states.every((state) => isRecorded(time, state, settleSeconds * 1000));
  if (isComplete) return { kind: 'over', end: completed };
  return { kind: 'wait', waitMs: waitSeconds * 1000, why: 'is ahead of the recorder' };
}

/** Whether a replay of certain events has sent all of them. */
function hasAllEvents({ events, progress: { sent, failed, filtered } }: Replay): boolean {
  return events !== undefined && sent + failed + filtered >= new Set(events).size;
}
