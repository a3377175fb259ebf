import { replaySource } from '../../domain/history/new-replay.ts';
import { replayOutcomes, type ReplayRequest } from '../../domain/history/replay.ts';
import type { HistoryRow } from '../../domain/history/row.ts';
import type { Mapping } from '../../domain/mapping.ts';
import type { Started } from '../../mappings/start-replay.ts';
import { findSource, type NamedSource } from '../find-source.ts';
import { problem, type Problem } from '../problems.ts';
import { bodiesSinceMs, bodyState, getDelivery } from '../reading-history.ts';
import type { RequestContext } from '../request-context.ts';
import { findListeningSource } from './listening-source.ts';
import { claimReplayId, startResend } from './start-source-replay.ts';

/** Which event is sent again. */
export interface ResentEvent {
  /** The vendor's id of the event; two if it may be percent-encoded. */
  readonly events: readonly string[];
  /** From when on it is looked for, epoch milliseconds. */
  readonly since: number | undefined;
  readonly idempotencyKey: string | undefined;
}

/**
 * Sends one event to one source again. Asked for twice, it is sent twice, unless both requests have the
 * same idempotency key.
 */
export async function resendEvent(
  named: NamedSource,
  event: ResentEvent,
  context: RequestContext,
): Promise<Problem | Started> {
  // A key is not used up by another reading of the path, whose source does not exist.
  const known = await findSource(named, context);
  if (known.kind === 'problem') return known;
  const asked = { resend: [known.mapping.sourceArn, ...event.events] };
  const claimed = await claimReplayId(event.idempotencyKey, asked, context);
  if (claimed.kind === 'problem') return claimed;
  if (claimed.kind === 'known') return claimed.started;
  const found = await findListeningSource(named, context);
  if (found.kind === 'problem') return found;
  const request = await requestOf(found.mapping, event, context);
  return 'kind' in request ? request : await startResend(request, claimed.id, context);
}

async function requestOf(
  mapping: Mapping,
  { events, since }: ResentEvent,
  context: RequestContext,
): Promise<Problem | ReplayRequest> {
  const { sourceName: name, region } = mapping;
  const asked = { name, region, events, since, isBodyWanted: false };
  const delivery = await getDelivery(asked, context);
  if (delivery.kind === 'problem') return delivery;
  const { rows } = delivery;
  const kept = rows.filter((row) => bodyState(row, bodiesSinceMs(context)) === 'kept');
  if (kept.length === 0) return problem('bodyNotKept');
  return {
    source: replaySource(mapping),
    ...rangeOf(kept),
    outcomes: replayOutcomes,
    events: [rows[0].eventId],
  };
}

function rangeOf(rows: readonly HistoryRow[]): Pick<ReplayRequest, 'fromMs' | 'toMs'> {
  const times = rows.map(({ atMs }) => atMs);
  return { fromMs: Math.min(...times), toMs: Math.max(...times) + 1 };
}
