import type { ReconcileReport } from '../contract/reconcile-report.ts';
import { isLive, type Mapping } from '../domain/mapping.ts';
import type { SourceState } from '../domain/source-state.ts';
import type { Checkpoint, MappingKey } from '../ports/reconcile.ts';
import type { ReconcileServices } from '../ports/reconcile-services.ts';
import { keepLinks } from './keep-links.ts';
import { rotate, rotationAfter } from './rotate.ts';
import { beginRun, type RunContext } from './run-context.ts';
import { sweepMappings, type SweepResult } from './sweep-mappings.ts';
import { sweepOrphans } from './sweep-orphans.ts';

/** The PENDING sources get this share of a run's time at first, to leave time for the rotation. */
const pendingShare = 0.5;
/** The listings get this share of the time that is left then, however many orphans there are. */
const listingShare = 0.5;
/** Kept back for the calls in flight when the last one has started. */
const settleMs = 15_000;

/**
 * One run of the reconciler: every PENDING source, sources without a mapping, then the other sources
 * in rotation, each from where the last run stopped. Rejects only when the table cannot be reached.
 *
 * @param deadlineMs when the function is stopped, epoch milliseconds
 */
export async function reconcile(
  { dryRun, deadlineMs }: { dryRun: boolean; deadlineMs: number },
  services: ReconcileServices,
): Promise<ReconcileReport> {
  const context = beginRun(services, dryRun);
  // First, so that it is done in every run, even one that is cut short.
  await keepLinks(context);
  // Whoever starts a dry run wants to see everything.
  const checkpoint = dryRun ? {} : await context.mappings.loadCheckpoint();
  const next = await sweepAll(checkpoint, deadlineMs - settleMs, context);
  if (dryRun) return context.report;
  reportOldestCheck(next, context);
  await context.mappings.saveCheckpoint(next);
  return context.report;
}

/** Sweeps everything from a checkpoint on, and returns the next checkpoint. */
async function sweepAll(
  checkpoint: Checkpoint,
  lastMs: number,
  context: RunContext,
): Promise<Checkpoint> {
  const { time, report } = context;
  const counter = mappingCounter(context);
  const shareUntil = (share: number) => time.now() + (lastMs - time.now()) * share;
  const sweepPending = async (after: MappingKey | undefined, untilMs: number) =>
    await sweepMappings(
      { after, isWanted: isPending, onMapping: counter.add, lastMs: untilMs },
      context,
    );

  const early = await sweepPending(checkpoint.pendingAfter, shareUntil(pendingShare));
  const tokens = checkpoint.listingTokens ?? {};
  const listingTokens = await sweepRegions(tokens, shareUntil(listingShare), context);
  const part = await rotate(checkpoint, lastMs, context);
  // The rotation may have left time.
  const pending: SweepResult =
    early.kind === 'done' ? early : await sweepPending(early.after, lastMs);

  const rotation = rotationAfter(checkpoint, part, early.hasGaps || pending.hasGaps);
  if (pending.kind === 'stopped') {
    report.incomplete = true;
    return { ...rotation, listingTokens, ...(pending.after && { pendingAfter: pending.after }) };
  }
  if (checkpoint.pendingAfter === undefined) counter.publish();
  return { ...rotation, listingTokens };
}

function isPending(mapping: Mapping): boolean {
  return mapping.state === 'PENDING' && isLive(mapping);
}

/** The Regions side by side; each has its own rate. Returns the tokens of unfinished listings. */
async function sweepRegions(
  tokens: Readonly<Record<string, string>>,
  lastMs: number,
  context: RunContext,
): Promise<Readonly<Record<string, string>>> {
  const unfinished: Record<string, string> = {};
  await Promise.all(
    context.settings.regions.map(async (region) => {
      const result = await sweepOrphans(region, { nextToken: tokens[region], lastMs }, context);
      if (result.kind === 'done') return;
      context.report.incomplete = true;
      if (result.nextToken !== undefined) unfinished[region] = result.nextToken;
    }),
  );
  return unfinished;
}

/** Counts live mappings for the report. */
function mappingCounter({ report }: RunContext) {
  const byState: Record<SourceState, number> = { PENDING: 0, ACTIVE: 0, DELETED: 0 };
  let expiringSoon = 0;
  return {
    add: (mapping: Mapping) => {
      if (!isLive(mapping)) return;
      const { state, notifiedDaysLeft } = mapping;
      byState[state] += 1;
      if (state === 'PENDING' && notifiedDaysLeft !== undefined) expiringSoon += 1;
    },
    publish: () => {
      Object.assign(report, { mappings: byState, expiringSoon });
    },
  };
}

function reportOldestCheck(
  { checkedSince, uncheckedSince }: Checkpoint,
  { report, time }: RunContext,
): void {
  const oldestCheck = checkedSince ?? uncheckedSince;
  if (oldestCheck === undefined) return;
  report.oldestCheckSeconds = Math.round((time.now() - Date.parse(oldestCheck)) / 1000);
}
