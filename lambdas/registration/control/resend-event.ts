import { replaySource } from '../../domain/history/new-replay.ts';
import { replayOutcomes, type ReplayRequest } from '../../domain/history/replay.ts';
import type { HistoryRow } from '../../domain/history/row.ts';
import type { Mapping } from '../../domain/mapping.ts';
import type { Started } from '../../mappings/start-replay.ts';
import { findSource, type NamedSource } from '../find-source.ts';
import { problem, type Problem } from '../problems.ts';
import type { RequestContext } from '../request-context.ts';
import { findEventRows } from './find-event-rows.ts';
import { findListeningSource } from './listening-source.ts';
import { claimReplayId, startResend } from './start-source-replay.ts';

const dayMs = 86_400_000;

/**
 * Sends one event to one source again. Asked for twice, it is sent twice, unless both requests have the
 * same idempotency key.
 */
export async function resendEvent(
  named: NamedSource,
  {
    event,
    idempotencyKey,
  }: { readonly event: string; readonly idempotencyKey: string | undefined },
  context: RequestContext,
): Promise<Problem | Started> {
  // A key is not used up by another reading of the path, whose source does not exist.
  const known = await findSource(named, context);
  if (known.kind === 'problem') return known;
  const asked = { resend: [named.name, named.region ?? null, event] };
  const claimed = await claimReplayId(idempotencyKey, asked, context);
  if (claimed.kind === 'problem') return claimed;
  if (claimed.kind === 'known') return claimed.started;
  const found = await findListeningSource(named, context);
  if (found.kind === 'problem') return found;
  const request = await requestOf(found.mapping, event, context);
  return 'kind' in request ? request : await startResend(request, claimed.id, context);
}

async function requestOf(
  mapping: Mapping,
  event: string,
  context: RequestContext,
): Promise<Problem | ReplayRequest> {
  const { rows, isComplete } = await findEventRows(mapping, event, context);
  const { bodyDays } = context.settings.history;
  if (rows.length === 0) {
    const detail = 'The search ended before it had read everything.';
    return problem('notFound', isComplete ? {} : { detail });
  }
  const keptSinceMs = context.nowMs - bodyDays * dayMs;
  const kept = rows.filter(({ body, atMs }) => body !== undefined && atMs >= keptSinceMs);
  if (kept.length === 0) return problem('bodyNotKept');
  return {
    source: replaySource(mapping),
    ...rangeOf(kept),
    outcomes: replayOutcomes,
    events: [event],
  };
}

function rangeOf(rows: readonly HistoryRow[]): Pick<ReplayRequest, 'fromMs' | 'toMs'> {
  const times = rows.map(({ atMs }) => atMs);
  return { fromMs: Math.min(...times), toMs: Math.max(...times) + 1 };
}
