import { missedRequest } from '../../domain/history/new-replay.ts';
import type { Started } from '../../mappings/start-replay.ts';
import { findSource, type NamedSource } from '../find-source.ts';
import type { Problem } from '../problems.ts';
import { historyOff } from '../reading-history.ts';
import type { RequestContext } from '../request-context.ts';
import { controlFound } from './control-mapping.ts';
import { findListeningSource } from './listening-source.ts';
import { newReplayId, startSourceReplay } from './start-source-replay.ts';

/** Sends everything that a source missed and nobody has decided about. */
export async function sendMissed(
  named: NamedSource,
  context: RequestContext,
): Promise<Problem | Started> {
  const found = await findListeningSource(named, context);
  if (found.kind === 'problem') return found;
  const { mapping } = found;
  // A source that has missed nothing gets a replay of nothing, so that a repetition has an answer.
  const missedSince = mapping.missedSince ?? new Date(context.nowMs).toISOString();
  const request = missedRequest({ ...mapping, missedSince }, context.nowMs);
  return await startSourceReplay(request, { id: newReplayId(context), mapping }, context);
}

/** Leaves what a source missed until now: nobody is asked about it again. */
export async function leaveMissed(
  named: NamedSource,
  context: RequestContext,
): Promise<Problem | { readonly kind: 'left' }> {
  const off = historyOff(context);
  if (off !== undefined) return off;
  const found = await findSource(named, context);
  if (found.kind === 'problem') return found;
  const until = new Date(context.nowMs).toISOString();
  const left = await controlFound(found.mapping, { kind: 'missedDecided', until }, context);
  return left.kind === 'problem' ? left : { kind: 'left' };
}
