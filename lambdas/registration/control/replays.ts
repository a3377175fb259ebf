import { replaySource } from '../../domain/history/new-replay.ts';
import { replayOutcomes, type Replay, type ReplayRequest } from '../../domain/history/replay.ts';
import type { Mapping } from '../../domain/mapping.ts';
import type { Started } from '../../mappings/start-replay.ts';
import type { ReplayPlan } from '../../domain/history/replay-plan.ts';
import type { ReplayPage } from '../../ports/replays.ts';
import { findSource } from '../find-source.ts';
import { invalidRequest, problem, type Problem } from '../problems.ts';
import { reach } from '../reachable.ts';
import { historyOff } from '../reading-history.ts';
import type { RequestContext } from '../request-context.ts';
import { findListeningSource } from './listening-source.ts';
import { planOf } from './plan-replay.ts';
import { readReplay, type RequestedReplay } from './read-control.ts';
import { rangeErrors } from './replay-range.ts';
import { claimReplayId, startSourceReplay } from './start-source-replay.ts';

/** What a replay would do. */
export interface PlannedResult {
  readonly kind: 'planned';
  readonly plan: ReplayPlan;
}

/**
 * Plans a replay, or starts it unless another one of its source is not over.
 *
 * @param body the parsed body of the request, not validated
 */
export async function requestReplay(
  body: unknown,
  idempotencyKey: string | undefined,
  context: RequestContext,
): Promise<Problem | PlannedResult | Started> {
  const read = readReplay(body);
  if (read.kind === 'problem') return read;
  const { value: asked } = read;
  const { rowDays } = context.settings.history;
  const errors = rangeErrors(asked, { nowMs: context.nowMs, rowDays });
  if (errors.length > 0) return invalidRequest(errors);
  if (asked.plan === true) return await plan(asked, context);
  const claimed = await claimReplayId(idempotencyKey, { replay: asked }, context);
  if (claimed.kind === 'problem') return claimed;
  if (claimed.kind === 'known') return claimed.started;
  const found = await findListeningSource({ name: asked.source, region: asked.region }, context);
  if (found.kind === 'problem') return found;
  const { mapping } = found;
  const request = requestOf(asked, mapping);
  return await startSourceReplay(request, { id: claimed.id, mapping }, context);
}

/** A plan is of any source, for what it would be if the source were ACTIVE. */
async function plan(
  asked: RequestedReplay,
  context: RequestContext,
): Promise<Problem | PlannedResult> {
  const off = historyOff(context);
  if (off !== undefined) return off;
  const found = await findSource({ name: asked.source, region: asked.region }, context);
  if (found.kind === 'problem') return found;
  const { mapping } = found;
  const request = requestOf(asked, mapping);
  return { kind: 'planned', plan: await planOf(request, mapping, context) };
}

function requestOf(asked: RequestedReplay, mapping: Mapping): ReplayRequest {
  const { from, to, outcomes, detailTypes, events, maxPerSecond } = asked;
  return {
    source: replaySource(mapping),
    fromMs: from,
    toMs: to,
    outcomes: outcomes ?? replayOutcomes,
    ...(detailTypes && { detailTypes }),
    ...(events && { events }),
    ...(maxPerSecond !== undefined && { maxPerSecond }),
  };
}

/** Which replays to list. */
export interface ReplayListing {
  readonly source: string | undefined;
  readonly region: string | undefined;
  readonly cursor: string | undefined;
  /** 1 to 100. */
  readonly limit: number;
}

const anId = /^\d{13}-[\w-]{1,200}$/;

/** The tenant's replays, or those of one of its sources, the newest first. */
export async function listReplays(
  { source, region, cursor, limit }: ReplayListing,
  context: RequestContext,
): Promise<Problem | ({ readonly kind: 'listed' } & ReplayPage)> {
  if (cursor !== undefined && !anId.test(cursor)) {
    return problem('invalidCursor', {
      errors: [{ field: 'cursor', message: 'must be the nextCursor of the page before' }],
    });
  }
  const found =
    source === undefined ? undefined : await findSource({ name: source, region }, context);
  if (found?.kind === 'problem') return found;
  const query = {
    limit,
    ...(found && { sourceArn: found.mapping.sourceArn }),
    ...(cursor !== undefined && { after: cursor }),
  };
  const page = await reach(() => context.replays.list(context.tenant, query));
  return { kind: 'listed', ...page };
}

/** One replay of the tenant. */
export async function findReplay(
  id: string,
  { replays, tenant }: RequestContext,
): Promise<Problem | { readonly kind: 'found'; readonly replay: Replay }> {
  const replay = anId.test(id) ? await reach(() => replays.find(tenant, id)) : undefined;
  return replay === undefined ? problem('notFound') : { kind: 'found', replay };
}

/** Ends a replay after the page that it is sending. One that is over stays as it is. */
export async function cancelReplay(
  id: string,
  context: RequestContext,
): Promise<Problem | { readonly kind: 'found'; readonly replay: Replay }> {
  const { replays, tenant, wakeReplay, log, subject } = context;
  if (!anId.test(id)) return problem('notFound');
  const result = await reach(() => replays.requestCancel(tenant, id));
  if (result === 'absent') return problem('notFound');
  log.info('the end of a replay was asked for', { id, result, subject });
  // For a replay that nobody was woken for.
  if (result === 'requested') await reach(() => wakeReplay({ tenant, id }));
  return await findReplay(id, context);
}
