import { generatorProblem } from '../domain/generator.ts';
import type { Orphan } from '../domain/orphan.ts';
import { parseSourceName } from '../domain/source-name.ts';
import { lookAtOrphan } from './look-at-orphan.ts';
import type { SourcePage } from '../ports/reconcile.ts';
import type { RunContext } from './run-context.ts';

/** How far a listing came: to the end, or to where the next one goes on. */
export type ListingResult =
  { readonly kind: 'done' } | { readonly kind: 'stopped'; readonly nextToken?: string };

// Several at once, so that no page waits for a source of another that is not answered for.
const pagesUnderWay = 4;

/** A page of a listing whose orphans are looked at. */
interface PageUnderWay {
  readonly from: string | undefined;
  /** Whether all of it was looked at. */
  readonly whole: Promise<boolean>;
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
  const underWay: PageUnderWay[] = [];
  let from = nextToken;
  for (;;) {
    const page = await calls.list(from, lastMs);
    if (page.kind !== 'answered') {
      // The token of an earlier run may have lost its meaning: the next run begins anew.
      const end: ListingResult = page.kind === 'late' ? stoppedAt(from) : { kind: 'stopped' };
      return (await firstUnfinished(underWay)) ?? end;
    }
    underWay.push({ from, whole: lookAtPage(page.value, region, lastMs, context) });
    const oldest = underWay.length < pagesUnderWay ? [] : underWay.splice(0, 1);
    const unfinished = await firstUnfinished(oldest);
    from = page.value.nextToken;
    if (unfinished === undefined && from !== undefined) continue;
    return unfinished ?? (await firstUnfinished(underWay)) ?? { kind: 'done' };
  }
}

/** Waits for all; where to go on if one of them was not looked at whole. */
async function firstUnfinished(pages: readonly PageUnderWay[]): Promise<ListingResult | undefined> {
  const whole = await Promise.all(pages.map((page) => page.whole));
  const first = pages[whole.indexOf(false)];
  return first && stoppedAt(first.from);
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
