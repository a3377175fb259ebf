import type { MappingControl } from '../../domain/mapping-control.ts';
import { isLive, type Mapping } from '../../domain/mapping.ts';
import { findSource, type FoundSource, type NamedSource } from '../find-source.ts';
import { problem, type Problem } from '../problems.ts';
import { reach } from '../reachable.ts';
import type { RequestContext } from '../request-context.ts';

/** Changes a live source of the tenant. */
export async function controlLive(
  named: NamedSource,
  control: MappingControl,
  context: RequestContext,
): Promise<Problem | FoundSource> {
  const found = await findSource(named, context);
  if (found.kind === 'problem') return found;
  if (!isLive(found.mapping)) return problem('sourceRetired');
  return await controlFound(found.mapping, control, context);
}

/** Changes a source that was found. */
export async function controlFound(
  mapping: Mapping,
  control: MappingControl,
  { controls, log }: RequestContext,
): Promise<Problem | FoundSource> {
  const changed = await reach(() => controls.control(mapping, control));
  if (changed === 'retired') return problem('sourceRetired');
  if (changed === 'superseded') return problem('changedMeanwhile');
  const { sourceName, region } = mapping;
  log.info('a source was controlled', { sourceName, region, control: control.kind });
  return { kind: 'found', mapping: changed };
}
