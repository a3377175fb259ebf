import type { ReplayPlanView } from '../../lambdas/contract/history-view.ts';
import type { Replay } from '../../lambdas/domain/history/replay.ts';
import { replayView } from '../../lambdas/registration/control/replay-view.ts';
import { alignColumns } from '../../terminal/table.ts';
import { shortDuration } from '../durations.ts';
import { countOf, plainText } from '../plain-text.ts';

/** Replays as a table; nothing if there are none. */
export function replayTable(replays: readonly Replay[]): readonly string[] {
  if (replays.length === 0) return [];
  return alignColumns([
    ['id', 'kind', 'state', 'planned', 'sent', 'failed', 'source', 'region', 'started by'],
    ...replays.map(({ id, kind, state, progress, source, startedBy }) => [
      plainText(id),
      kind,
      state,
      progress.planned,
      progress.sent,
      progress.failed,
      plainText(source.sourceName),
      source.region,
      plainText(startedBy),
    ]),
  ]);
}

/** All details of a replay. */
export function replayPage(replay: Replay, nowMs: number): readonly string[] {
  const view = replayView(replay, nowMs);
  return alignColumns([
    ['id', view.id],
    ['kind', view.kind],
    ['state', view.reason === null ? view.state : `${view.state}: ${view.reason}`],
    ['source', view.source.name],
    ['region', view.source.region],
    ['from', view.from],
    ['to', view.to],
    ['outcomes', view.outcomes.join(', ')],
    ['detail types', view.detailTypes?.join(', ') ?? 'all'],
    ['events', view.events?.join(', ') ?? 'all'],
    ['at most', view.maxPerSecond === null ? '-' : `${view.maxPerSecond} a second`],
    ['planned', String(view.planned)],
    ['sent', String(view.sent)],
    ['not accepted at once', String(view.failed)],
    ['filtered', String(view.skipped.filtered)],
    ['without contents', String(view.skipped.withoutBody)],
    ['started', `${view.createdAt} by ${view.startedBy}`],
    ['ended', view.endedAt ?? '-'],
  ]).map(plainText);
}

/** How far a replay has come, in one line. */
export function progressLine(replay: Replay, nowMs: number): string {
  const { state, planned, sent, failed, skipped, endsAbout } = replayView(replay, nowMs);
  const done = sent + failed + skipped.filtered + skipped.withoutBody;
  const of = planned > 0 && planned >= done ? ` of ${countOf(planned, 'event')}` : '';
  const end = endsAbout === null ? '' : `, ends about ${endsAbout.slice(11, 19)} UTC`;
  return `${state}: ${done.toLocaleString('en-US')}${of} done, ${sent.toLocaleString('en-US')} sent${end}`;
}

/** What a replay would do. */
export function planLines(plan: ReplayPlanView): readonly string[] {
  const atLeast = plan.isComplete ? '' : 'at least ';
  return alignColumns([
    ['events', `${atLeast}${plan.events.toLocaleString('en-US')}`],
    ['bytes', `${atLeast}${plan.bytes.toLocaleString('en-US')}`],
    ['takes at most', `${shortDuration(plan.secondsAtMost)}, unless live events need the capacity`],
    ['first', plan.first ?? '-'],
    ['last', plan.last ?? '-'],
    ['cannot be sent', `${plan.withoutBody.toLocaleString('en-US')}: the contents are not kept`],
  ]);
}
