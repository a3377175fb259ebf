import { isLive, type Mapping } from '../../domain/mapping.ts';
import { applyObservation, foundFor } from '../apply-observation.ts';
import { callProblem } from '../call-problem.ts';
import { findSource, type FoundSource, type NamedSource } from '../find-source.ts';
import { problem, type Problem } from '../problems.ts';
import { historyOff } from '../reading-history.ts';
import type { RequestContext } from '../request-context.ts';

/**
 * A source of the tenant to which events can be sent again: AWS says at this moment that it is ACTIVE,
 * and it is not paused. AWS would drop the events of any other one again.
 */
export async function findListeningSource(
  named: NamedSource,
  context: RequestContext,
): Promise<Problem | FoundSource> {
  const off = historyOff(context);
  if (off !== undefined) return off;
  const found = await findSource(named, context);
  if (found.kind === 'problem') return found;
  const { mapping } = found;
  const { sourceName: name, region } = mapping;
  const refusal = isLive(mapping) ? await refusalByAws(mapping, context) : notActive('DELETED');
  if (refusal !== undefined) return refusal;
  const fresh = await findSource({ name, region }, context);
  if (fresh.kind === 'problem') return fresh;
  if (!isLive(fresh.mapping)) return notActive('DELETED');
  return fresh.mapping.pausedAt === undefined ? fresh : problem('sourcePaused');
}

/** Asks AWS about a source, and updates its mapping. */
async function refusalByAws(
  mapping: Mapping,
  context: RequestContext,
): Promise<Problem | undefined> {
  const { region, sourceName, account } = mapping;
  const answer = await context.calls.observe(region, sourceName);
  if (answer.kind === 'failed') return callProblem(answer.failure, mapping, context.log);
  await applyObservation(mapping, answer.observation, context);
  const seen = foundFor(account, answer.observation);
  return seen?.state === 'ACTIVE' ? undefined : notActive(seen?.state ?? 'DELETED');
}

function notActive(state: string): Problem {
  return problem('sourceNotActive', { detail: `The source is ${state}.` });
}
