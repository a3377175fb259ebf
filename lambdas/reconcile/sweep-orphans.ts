import { generatorProblem } from '../domain/generator.ts';
import { isLive } from '../domain/mapping.ts';
import type { Orphan } from '../domain/orphan.ts';
import { parseSourceName } from '../domain/source-name.ts';
import type { SourcePage } from '../ports/reconcile.ts';
import { checkOrphan } from './check-orphan.ts';
import type { RunContext } from './run-context.ts';

/** How far a listing came: to the end, or to where the next one continues. */
export type ListingResult =
  { readonly kind: 'done' } | { readonly kind: 'stopped'; readonly nextToken?: string };

// Several, so that no page waits for another page's source that AWS does not answer for.
const maxPagesInFlight = 4;

/** A page of a listing whose orphans are being checked. */
interface PageInFlight {
  readonly from: string | undefined;
  /** Whether the whole page was checked. */
  readonly isWhole: Promise<boolean>;
}

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
  const inFlight: PageInFlight[] = [];
  let from = nextToken;
  for (;;) {
    const page = await calls.list(from, lastMs);
    if (page.kind !== 'answered') {
      // The token of an earlier run may no longer be valid: the next run starts the listing again.
      const end: ListingResult = page.kind === 'late' ? stoppedAt(from) : { kind: 'stopped' };
      return (await firstUnfinished(inFlight)) ?? end;
    }
    inFlight.push({ from, isWhole: checkPage(page.value, region, lastMs, context) });
    const oldest = inFlight.length < maxPagesInFlight ? [] : inFlight.splice(0, 1);
    const unfinished = await firstUnfinished(oldest);
    from = page.value.nextToken;
    if (unfinished === undefined && from !== undefined) continue;
    return unfinished ?? (await firstUnfinished(inFlight)) ?? { kind: 'done' };
  }
}

/** Waits for all pages; returns where to continue if one of them was not checked whole. */
async function firstUnfinished(pages: readonly PageInFlight[]): Promise<ListingResult | undefined> {
  const areWhole = await Promise.all(pages.map((page) => page.isWhole));
  const first = pages[areWhole.indexOf(false)];
  return first && stoppedAt(first.from);
}

function stoppedAt(nextToken: string | undefined): ListingResult {
  return { kind: 'stopped', ...(nextToken !== undefined && { nextToken }) };
}

/** Checks the orphans of a page; false if the page must be started again. */
async function checkPage(
  page: SourcePage,
  region: string,
  lastMs: number,
  context: RunContext,
): Promise<boolean> {
  try {
    const orphans = await orphansOf(page, region, context);
    const results = await Promise.all(
      orphans.map((orphan) => checkOrphan(orphan, lastMs, context)),
    );
    return !results.includes('late');
  } catch (error) {
    context.log.error('sources could not be looked up in the table', { region, error });
    return false;
  }
}

async function orphansOf(
  { sources }: SourcePage,
  region: string,
  context: RunContext,
): Promise<readonly Orphan[]> {
  const { partnerName } = context.settings;
  const ours = sources.flatMap(({ name, arn }) => {
    const parsed = parseSourceName(partnerName, name);
    if (parsed === undefined || generatorProblem(parsed.generator) !== undefined) return [];
    return [{ name, arn, region, ...parsed }];
  });
  const keys = ours.map(({ generator, arn }) => ({ generator, sourceArn: arn }));
  const { mappings, unreadable } = await context.mappings.find(keys);
  const byArn = new Map(mappings.map((mapping) => [mapping.sourceArn, mapping]));
  // A source whose item cannot be read is still registered.
  return ours.flatMap((source) => {
    const mapping = byArn.get(source.arn);
    if (mapping === undefined) return unreadable.includes(source.arn) ? [] : [source];
    return isLive(mapping) ? [] : [{ ...source, retired: mapping }];
  });
}
