import { createHash } from 'node:crypto';
import { newReplay, replayId } from '../../domain/history/new-replay.ts';
import { noProgress, type ReplayRequest } from '../../domain/history/replay.ts';
import type { Mapping } from '../../domain/mapping.ts';
import { createReplay, startReplay, type Started } from '../../mappings/start-replay.ts';
import { invalidRequest, problem, type Problem } from '../problems.ts';
import { reach } from '../reachable.ts';
import { errorsOfKey } from '../register-source.ts';
import type { RequestContext } from '../request-context.ts';
import { planOf } from './plan-replay.ts';

/** Starts a replay of a source, unless another one is not over. */
export async function startSourceReplay(
  request: ReplayRequest,
  { id, mapping }: { readonly id: string; readonly mapping: Mapping },
  context: RequestContext,
): Promise<Problem | Started> {
  const { subject: startedBy, nowMs, log } = context;
  const replay = newReplay(request, { id, kind: 'replay', startedBy, nowMs });
  const plan = async (asked: ReplayRequest) => await plannedEvents(asked, mapping, context);
  const started = await reach(() => startReplay(replay, { ...context, plan }, nowMs));
  if (started.kind === 'running') {
    return problem('replayRunning', {
      detail: `The replay ${started.id} of this source is not over.`,
      replay: started.id,
    });
  }
  const { sourceName, region } = mapping;
  log.info('a replay was started', { sourceName, region, id, subject: startedBy });
  return started;
}

/** Starts a resend, beside whatever replay of the source there is. */
export async function startResend(
  request: ReplayRequest,
  id: string,
  context: RequestContext,
): Promise<Started> {
  const { subject: startedBy, nowMs, log } = context;
  const made = newReplay(request, { id, kind: 'resend', startedBy, nowMs });
  const replay = { ...made, progress: { ...noProgress, planned: 1 } };
  const { sourceName, region } = request.source;
  log.info('an event is sent again', { sourceName, region, id, subject: startedBy });
  return await reach(() => createReplay(replay, context));
}

/** For the progress to have a whole; a replay goes on without it. */
async function plannedEvents(
  request: ReplayRequest,
  mapping: Mapping,
  context: RequestContext,
): Promise<number> {
  try {
    return (await planOf(request, mapping, context)).events;
  } catch (error) {
    context.log.warn('a replay could not be planned', { sourceName: mapping.sourceName, error });
    return 0;
  }
}

/** A new replay's id. */
export function newReplayId({ nowMs, newId }: RequestContext): string {
  return replayId(nowMs, newId());
}

/** The id of the replay that a request asks for; `known`: an earlier request with the same key has started it. */
export type ClaimedReplay =
  | { readonly kind: 'new'; readonly id: string }
  | { readonly kind: 'known'; readonly started: Started };

/**
 * Finds out which replay a request asks for. No answer is stored for an idempotency key, but the replay's
 * id is: so a repetition finds the same replay, or makes it if the first request has not come that far.
 *
 * @param asked what the request asks for; another request with the same key is a problem
 */
export async function claimReplayId(
  idempotencyKey: string | undefined,
  asked: object,
  context: RequestContext,
): Promise<Problem | ClaimedReplay> {
  const errors = errorsOfKey(idempotencyKey);
  if (errors.length > 0) return invalidRequest(errors);
  const id = newReplayId(context);
  if (idempotencyKey === undefined) return { kind: 'new', id };
  const { ledger, tenant, nowMs } = context;
  const fingerprint = createHash('sha256').update(JSON.stringify(asked)).digest('hex');
  const claimed = await reach(() =>
    ledger.claimKey(tenant, idempotencyKey, `${fingerprint} ${id}`, nowMs),
  );
  const [usedFor, usedId = ''] = claimed.split(' ');
  if (usedFor !== fingerprint) return problem('idempotencyKeyReused');
  return usedId === id ? { kind: 'new', id } : await findClaimed(usedId, context);
}

async function findClaimed(id: string, context: RequestContext): Promise<ClaimedReplay> {
  const known = await reach(() => context.replays.find(context.tenant, id));
  if (known === undefined) return { kind: 'new', id };
  const started = await reach(() => createReplay(known, context));
  return { kind: 'known', started };
}
