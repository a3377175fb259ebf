import { withChoices, type Choices } from '../domain/choices.ts';
import { isLive } from '../domain/mapping.ts';
import { findSource, type FoundSource, type NamedSource } from './find-source.ts';
import { problem, type Problem } from './problems.ts';
import type { RequestContext } from './request-context.ts';

/** Changes what the tenant has chosen for a live source. */
export async function changeSource(
  named: NamedSource,
  choices: Choices,
  context: RequestContext,
): Promise<Problem | FoundSource> {
  const found = await findSource(named, context);
  if (found.kind === 'problem') return found;
  const { mapping } = found;
  if (!isLive(mapping)) return problem('sourceRetired');
  const written = await context.mappings.setChoices(mapping, choices);
  if (written === 'superseded') return problem('changedMeanwhile');
  return { kind: 'found', mapping: withChoices(mapping, choices) };
}
