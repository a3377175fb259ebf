import type { ReplayPlanView, ReplayView } from '../../contract/history-view.ts';
import type { Replay, ReplayProgress } from '../../domain/history/replay.ts';
import type { ReplayPlan } from '../../domain/history/replay-plan.ts';

/** A replay as `Replay` of openapi.yaml; what it does not have is null. */
export function replayView(replay: Replay, nowMs: number): ReplayView {
  const { id, kind, source, state, fromMs, toMs, outcomes, progress, startedBy } = replay;
  const { planned, sent, failed, filtered, withoutBody } = progress;
  const { createdAt, startedAt, endedAt, endReason } = replay;
  return {
    id,
    kind,
    source: { name: source.sourceName, region: source.region },
    state,
    from: timeText(fromMs),
    to: timeText(toMs),
    outcomes,
    detailTypes: replay.detailTypes ?? null,
    events: replay.events ?? null,
    maxPerSecond: replay.maxPerSecond ?? null,
    planned,
    sent,
    failed,
    skipped: { filtered, withoutBody },
    startedBy,
    createdAt,
    startedAt: startedAt ?? null,
    endedAt: endedAt ?? null,
    endsAbout: endsAbout(replay, nowMs),
    reason: endReason ?? null,
  };
}

/** A plan as `ReplayPlan` of openapi.yaml. */
export function planView({ firstMs, lastMs, ...plan }: ReplayPlan): ReplayPlanView {
  return {
    ...plan,
    first: firstMs === undefined ? null : timeText(firstMs),
    last: lastMs === undefined ? null : timeText(lastMs),
  };
}

/** When a replay is over if it goes on as fast as until now; null while nobody can know. */
function endsAbout({ state, startedAt, progress }: Replay, nowMs: number): string | null {
  if (state !== 'running' || startedAt === undefined) return null;
  const done = doneOf(progress);
  const left = progress.planned - done;
  const elapsedMs = nowMs - Date.parse(startedAt);
  if (done === 0 || left <= 0 || elapsedMs <= 0) return null;
  return timeText(nowMs + Math.round((elapsedMs / done) * left));
}

function doneOf({ sent, failed, filtered, withoutBody }: ReplayProgress): number {
  return sent + failed + filtered + withoutBody;
}

function timeText(ms: number): string {
  return new Date(ms).toISOString();
}
