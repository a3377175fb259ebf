import { isLive, type Mapping } from '../domain/mapping.ts';
import { findSource, type FoundSource, type NamedSource } from './find-source.ts';
import { problem, type Problem } from './problems.ts';
import type { RequestedDetailTypes } from './read-registration.ts';
import type { RequestContext } from './request-context.ts';

/** Changes which detail types a live source receives. */
export async function changeSource(
  named: NamedSource,
  { detailTypes }: { readonly detailTypes: RequestedDetailTypes },
  context: RequestContext,
): Promise<Problem | FoundSource> {
  const found = await findSource(named, context);
  if (found.kind === 'problem') return found;
  const { mapping } = found;
  if (!isLive(mapping)) return problem('sourceRetired');
  const written = await context.mappings.setDetailTypes(mapping, detailTypes ?? undefined);
  if (written === 'superseded') return problem('changedMeanwhile');
  return { kind: 'found', mapping: withDetailTypes(mapping, detailTypes) };
}

function withDetailTypes(mapping: Mapping, detailTypes: RequestedDetailTypes): Mapping {
  const { detailTypes: _, ...kept } = mapping;
  return { ...kept, ...(detailTypes !== null && { detailTypes }) };
}
