import { findSource, isLive, type FoundSource, type NamedSource } from './find-source.ts';
import { followSource } from './follow-source.ts';
import type { Problem } from './problems.ts';
import type { RequestContext } from './services.ts';

/** A source as AWS has it at this moment, or as it last told if it does not answer. */
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
    log.warn('a source could not be looked at', { sourceName: name, region, ...seen.failure });
    return found;
  }
  const written = await followSource(mapping, seen.observation, context);
  return written === 'failed' ? found : await findSource({ name, region }, context);
}
