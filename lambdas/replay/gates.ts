import { fullShare, type CallShare } from '../domain/history/call-share.ts';
import { paceAt, pauseMs, type Pace } from '../domain/history/pace.ts';
import { reasonToEnd } from '../domain/history/replay-step.ts';
import type { Replay } from '../domain/history/replay.ts';
import type { Mapping } from '../domain/mapping.ts';
import type { ReplayEnd } from './finish.ts';
import type { SavedReplay } from './saved-replay.ts';
import type { Invocation } from './send-page.ts';
import type { ReplayContext } from './services.ts';

/** What a replay may do now. */
export type Gate =
  | {
      readonly kind: 'open';
      readonly mapping: Mapping;
      readonly share: CallShare;
      readonly pace: Pace;
      readonly maxRows: number;
    }
  /** Nothing for so long; 0 if only this invocation's time is over. */
  | { readonly kind: 'wait'; readonly waitMs: number; readonly why: string }
  | { readonly kind: 'over'; readonly end: ReplayEnd };

/** Decides what a replay may do before its next page. Rejects when the table cannot be reached. */
export async function gateOf(
  saved: SavedReplay,
  context: ReplayContext,
  invocation: Invocation,
): Promise<Gate> {
  if (await saved.isCancelRequested()) return { kind: 'over', end: { state: 'cancelled' } };
  const replay = saved.current();
  const mapping = await mappingOf(replay, context);
  const reason = reasonToEnd(replay, mapping);
  if (mapping === undefined || reason !== undefined) {
    return { kind: 'over', end: { state: 'ended', ...(reason !== undefined && { reason }) } };
  }
  return (await whyWait(context, replay, invocation)) ?? open(replay, mapping, context);
}

/** The source's live mapping, as the table has it at this moment. */
async function mappingOf(
  { source }: Replay,
  { mappings }: ReplayContext,
): Promise<Mapping | undefined> {
  const { generator, sourceArn } = source;
  const [live] = await mappings.findLive(generator, { isFresh: true, sourceArn });
  return live;
}

async function whyWait(
  { eventsWaiting, now, replaySettings }: ReplayContext,
  { run }: Replay,
  invocation: Invocation,
): Promise<Gate | undefined> {
  const { waitSeconds, givesWayAboveMessages, pageSeconds } = replaySettings;
  const restMs = (run?.calls?.restUntilMs ?? 0) - now();
  if (restMs > 0) return { kind: 'wait', waitMs: restMs, why: 'rests' };
  if ((await eventsWaiting()) > givesWayAboveMessages) {
    return { kind: 'wait', waitMs: waitSeconds * 1000, why: 'gives way' };
  }
  return invocation.getRemainingTimeInMillis() < pageSeconds * 1000
    ? { kind: 'wait', waitMs: 0, why: 'has no time' }
    : undefined;
}

function open(
  { maxPerSecond, run }: Replay,
  mapping: Mapping,
  { now, settings, replaySettings: { pageEvents } }: ReplayContext,
): Gate {
  const nowMs = now();
  const share = run?.calls ?? fullShare(settings.maxCallsInFlightPerRegion, nowMs);
  if (maxPerSecond === undefined) {
    const pace = { events: pageEvents, atMs: nowMs };
    return { kind: 'open', mapping, share, pace, maxRows: pageEvents };
  }
  const pace = paceAt(run?.pace, maxPerSecond, nowMs);
  const waitMs = pauseMs(pace, maxPerSecond);
  if (waitMs > 0) return { kind: 'wait', waitMs, why: 'keeps its pace' };
  return {
    kind: 'open',
    mapping,
    share,
    pace,
    maxRows: Math.min(pageEvents, Math.floor(pace.events)),
  };
}
