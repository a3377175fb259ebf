import type { Mapping } from '../domain/mapping.ts';
import type { MappingKey } from '../ports/reconcile.ts';
import { checkMapping } from './check-mapping.ts';
import { notifyVendor } from './notify-vendor.ts';
import type { RunContext } from './run-context.ts';

/** Which mappings a sweep checks, and until when. */
export interface Sweep {
  /** The key that the sweep continues after, unless it starts at the beginning. */
  readonly after?: MappingKey | undefined;
  readonly isWanted: (mapping: Mapping) => boolean;
  /** Is called for every mapping that the sweep passes, as it was read. */
  readonly onMapping?: (mapping: Mapping) => void;
  /** No check starts later, epoch milliseconds. */
  readonly lastMs: number;
}

/**
 * How far a sweep came: to the end, or to where the next one continues. `hasGaps`: some mappings could
 * not be checked and were skipped.
 */
export type SweepResult =
  | { readonly kind: 'done'; readonly hasGaps: boolean }
  | { readonly kind: 'stopped'; readonly hasGaps: boolean; readonly after?: MappingKey };

// Several, so that no Region waits for another's share of a page, nor any source for one that takes
// two time-outs.
const maxPagesInFlight = 4;

/**
 * Goes through the table page by page and checks the wanted mappings, until the end or `lastMs`.
 * Rejects when the table cannot be read.
 */
export async function sweepMappings(sweep: Sweep, context: RunContext): Promise<SweepResult> {
  const inFlight: Promise<CheckedPage>[] = [];
  let unread: UnreadPages | undefined = { after: sweep.after };
  let hasGaps = false;
  try {
    for (;;) {
      unread = await startPages(inFlight, unread, sweep, context);
      const page = await inFlight.shift();
      if (page === undefined) break;
      for (const mapping of page.passed) sweep.onMapping?.(mapping);
      hasGaps ||= page.hasGaps;
      if (page.kind === 'late') return stopped(page.after, hasGaps);
    }
  } finally {
    await Promise.all(inFlight);
  }
  return unread === undefined ? { kind: 'done', hasGaps } : stopped(unread.after, hasGaps);
}

/** The pages after a key, or all of them. */
interface UnreadPages {
  readonly after: MappingKey | undefined;
}

/** Reads pages and starts to check them until enough are in flight; returns those still unread. */
async function startPages(
  inFlight: Promise<CheckedPage>[],
  unread: UnreadPages | undefined,
  sweep: Sweep,
  context: RunContext,
): Promise<UnreadPages | undefined> {
  let left = unread;
  while (left && inFlight.length < maxPagesInFlight && context.time.now() <= sweep.lastMs) {
    const { after } = left;
    const { mappings, next } = await context.mappings.page(after);
    inFlight.push(checkPage(mappings, after, sweep, context));
    left = next && { after: next };
  }
  return left;
}

/** A page that was checked; `late`: time ran out, and the mappings after the key `after` were not checked. */
type CheckedPage = {
  readonly passed: readonly Mapping[];
  readonly hasGaps: boolean;
} & (
  { readonly kind: 'whole' } | { readonly kind: 'late'; readonly after: MappingKey | undefined }
);

/**
 * Checks the wanted mappings of a page and sends the notifications of all of its mappings. Never
 * rejects.
 *
 * @param after the key before the page, unless it is the first
 */
async function checkPage(
  mappings: readonly Mapping[],
  after: MappingKey | undefined,
  { isWanted, lastMs }: Sweep,
  context: RunContext,
): Promise<CheckedPage> {
  const results = await Promise.all(
    mappings.map(async (mapping) =>
      isWanted(mapping) ? await checkMapping(mapping, lastMs, context) : undefined,
    ),
  );
  const toNotify = mappings.filter(({ outbox = [] }, index) => {
    const result = results[index];
    return outbox.length > 0 || (result?.kind === 'checked' && result.hasNews);
  });
  await notifyVendor(toNotify, context);

  const hasGaps = results.some((result) => result?.kind === 'failed');
  const late = results.findIndex((result) => result?.kind === 'late');
  if (late === -1) return { kind: 'whole', passed: mappings, hasGaps };
  const passed = mappings.slice(0, late);
  return { kind: 'late', passed, hasGaps, after: keyOf(passed.at(-1)) ?? after };
}

function keyOf(mapping: Mapping | undefined): MappingKey | undefined {
  return mapping && { generator: mapping.generator, sourceArn: mapping.sourceArn };
}

function stopped(after: MappingKey | undefined, hasGaps: boolean): SweepResult {
  return { kind: 'stopped', hasGaps, ...(after && { after }) };
}
