import { leastEntriesPerSecond, type ReplayPlan } from '../../domain/history/replay-plan.ts';
import type { ReplayRequest } from '../../domain/history/replay.ts';
import type { Mapping } from '../../domain/mapping.ts';
import { planReplay } from '../../history-walk/plan-replay.ts';
import type { RequestContext } from '../request-context.ts';

// Somebody waits for it.
const maxMs = 4_000;
const maxBytes = 16_000_000;

/** Counts what a replay would send, as far as that is possible in some seconds. Rejects when the history cannot be read. */
export async function planOf(
  request: ReplayRequest,
  mapping: Mapping,
  { history: readers, now, settings }: RequestContext,
): Promise<ReplayPlan> {
  const { bodyDays } = settings.history;
  const { entriesPerSecond, maxRunning, rememberedEvents } = settings.replay;
  const quota = { entriesPerSecond, maxRunning };
  return await planReplay(request, mapping, {
    readers,
    now,
    maxMs,
    maxBytes,
    entriesPerSecond: leastEntriesPerSecond(quota, request.maxPerSecond),
    rememberedEvents,
    bodyDays,
  });
}
