import type { Mapping } from '../domain/mapping.ts';
import { checkPage, type CheckedPage } from './check-page.ts';
import type { MappingKey } from '../ports/reconcile.ts';
import type { RunContext } from './run-context.ts';

/** What a sweep looks at. */
export interface Sweep {
  readonly after?: MappingKey | undefined;
  readonly isWanted: (mapping: Mapping) => boolean;
  /** Sees every mapping that the sweep comes by, as it was read. */
  readonly onMapping?: (mapping: Mapping) => void;
  /** No check begins later, epoch milliseconds. */
  readonly lastMs: number;
}

/**
 * How far a sweep came: to the end, or to where the next one goes on. `hasGaps`: some mappings could
 * not be checked and were passed over.
 */
export type SweepResult =
  | { readonly kind: 'done'; readonly hasGaps: boolean }
  | { readonly kind: 'stopped'; readonly hasGaps: boolean; readonly after?: MappingKey };

// Several at once, so that no Region waits for another's share of a page, nor any source for one that
// takes two time-outs.
const pagesUnderWay = 4;

/**
 * Goes through the table page by page and checks the mappings that are wanted, until the end or
 * `lastMs`. Rejects when the table cannot be read.
 */
export async function sweepMappings(sweep: Sweep, context: RunContext): Promise<SweepResult> {
  const underWay: Promise<CheckedPage>[] = [];
  let unread: { after?: MappingKey | undefined } | undefined = { after: sweep.after };
  let hasGaps = false;
  try {
    for (;;) {
      while (unread && underWay.length < pagesUnderWay && context.time.now() <= sweep.lastMs) {
        const { mappings, next } = await context.table.page(unread.after);
        underWay.push(checkPage(mappings, unread.after, sweep, context));
        unread = next && { after: next };
      }
      const checked = await underWay.shift();
      if (checked === undefined) break;
      for (const mapping of checked.passed) sweep.onMapping?.(mapping);
      hasGaps ||= checked.hasGaps;
      if (checked.kind === 'late') return stopped(checked.after, hasGaps);
    }
  } finally {
    await Promise.all(underWay);
  }
  return unread === undefined ? { kind: 'done', hasGaps } : stopped(unread.after, hasGaps);
}

function stopped(after: MappingKey | undefined, hasGaps: boolean): SweepResult {
  return { kind: 'stopped', hasGaps, ...(after && { after }) };
}
