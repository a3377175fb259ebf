import { generatorProblem } from '../domain/generator.ts';
import type { Orphan } from '../domain/orphan.ts';
import { parseSourceName } from '../domain/source-name.ts';
import { lookAtOrphan } from './look-at-orphan.ts';
import type { SourcePage } from './ports.ts';
import type { RunContext } from './run-context.ts';

/** How far a listing came: to the end, or to where the next one goes on. */
export type ListingResult =
  { readonly kind: 'done' } | { readonly kind: 'stopped'; readonly nextToken?: string };

/**
 * Lists a Region's sources and looks for those without a live mapping, until the end or `lastMs`.
 * Never rejects.
 */
export async function sweepOrphans(
  region: string,
  { nextToken, lastMs }: { nextToken: string | undefined; lastMs: number },
  context: RunContext,
): Promise<ListingResult> {
  const calls = context.callsTo(region);
  let token = nextToken;
  for (;;) {
    const from = token;
    const page = await calls(() => context.sources.list(region, from), lastMs);
    // The token of an earlier run may have lost its meaning: the next run begins anew.
    if (page.kind === 'failed') return { kind: 'stopped' };
    if (page.kind === 'late') return stoppedAt(from);
    if (!(await lookAtPage(page.value, region, lastMs, context))) return stoppedAt(from);
    token = page.value.nextToken;
    if (token === undefined) return { kind: 'done' };
  }
}

function stoppedAt(nextToken: string | undefined): ListingResult {
  return { kind: 'stopped', ...(nextToken !== undefined && { nextToken }) };
}

/** Looks at the orphans of a page; false if it must be begun again. */
async function lookAtPage(
  page: SourcePage,
  region: string,
  lastMs: number,
  context: RunContext,
): Promise<boolean> {
  try {
    const orphans = await orphansOf(page, region, context);
    const looks = await Promise.all(orphans.map((orphan) => lookAtOrphan(orphan, lastMs, context)));
    return !looks.includes('late');
  } catch (error) {
    context.log.error('sources could not be looked up in the table', { region, error });
    return false;
  }
}

async function orphansOf(
  { sources }: SourcePage,
  region: string,
  { table, settings }: RunContext,
): Promise<readonly Orphan[]> {
  const ours = sources.flatMap(({ name, arn }) => {
    const parsed = parseSourceName(settings.partnerName, name);
    if (parsed === undefined || generatorProblem(parsed.generator) !== undefined) return [];
    return [{ name, arn, region, ...parsed }];
  });
  const keys = ours.map(({ generator, arn }) => ({ generator, sourceArn: arn }));
  const { mappings, unreadable } = await table.find(keys);
  const byArn = new Map(mappings.map((mapping) => [mapping.sourceArn, mapping]));
  // Who has an item that cannot be read is registered all the same.
  return ours.flatMap((source) => {
    const mapping = byArn.get(source.arn);
    if (mapping === undefined) return unreadable.includes(source.arn) ? [] : [source];
    return mapping.retirement === undefined ? [] : [{ ...source, retired: mapping }];
  });
}
