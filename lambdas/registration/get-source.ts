import { isLive } from '../domain/mapping.ts';
import { applyObservation } from './apply-observation.ts';
import { findSource, type FoundSource, type NamedSource } from './find-source.ts';
import type { Problem } from './problems.ts';
import type { RequestContext } from './request-context.ts';

/** A source in its state at this moment, or in its last known state if AWS does not answer. */
export async function getSource(
  named: NamedSource,
  context: RequestContext,
): Promise<Problem | FoundSource> {
  const { calls, log } = context;
  const found = await findSource(named, context);
  if (found.kind === 'problem' || !isLive(found.mapping)) return found;
  const { mapping } = found;
  const { sourceName: name, region } = mapping;
  const seen = await calls.observe(region, name);
  if (seen.kind === 'failed') {
    log.warn('a source could not be looked up in AWS', {
      sourceName: name,
      region,
      ...seen.failure,
    });
    return found;
  }
  const written = await applyObservation(mapping, seen.observation, context);
  return written === 'failed' ? found : await findSource({ name, region }, context);
}
