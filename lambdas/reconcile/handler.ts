import type { Mapping, SourceState } from '../domain/mapping.ts';
import type { MappingKey } from '../ports/reconcile.ts';
import type { ReconcileReport } from './report.ts';
import { rotate, rotationAfter } from './rotate.ts';
import { beginRun, type ReconcileServices, type RunContext } from './run-context.ts';
import { sweepMappings, type SweepResult } from './sweep-mappings.ts';
import { sweepOrphans } from './sweep-orphans.ts';

/** The PENDING sources get this part of a run's time at first; the others' rotation must go on too. */
const pendingShare = 0.5;
/** The listings get this part of the time that is left then: so must they, however many orphans there are. */
const listingShare = 0.5;
/** Kept back for what is under way when the last call has begun. */
const settleMs = 15_000;

/**
 * One run of the reconciler: every PENDING source, sources without a mapping, then the others in
 * rotation, from where the last run stopped. Rejects only when the table cannot be reached.
 *
 * @param deadlineMs when the function is stopped, epoch milliseconds
 */
export async function reconcile(
  { dryRun, deadlineMs }: { dryRun: boolean; deadlineMs: number },
  services: ReconcileServices,
): Promise<ReconcileReport> {
  const context = beginRun(services, dryRun);
  const { table, time, report } = context;
  const lastMs = deadlineMs - settleMs;
  // A dry run is for somebody who wants to see it all.
  const checkpoint = dryRun ? {} : await table.loadCheckpoint();

  const count = countMappings(context);
  const untilShare = (share: number) => time.now() + (lastMs - time.now()) * share;
  const pendingUntilMs = untilShare(pendingShare);
  const pending = await sweepPending(checkpoint.pendingAfter, pendingUntilMs, count.see, context);
  const listingTokens = await sweepRegions(
    checkpoint.listingTokens ?? {},
    untilShare(listingShare),
    context,
  );
  const part = await rotate(checkpoint, lastMs, context);
  // The rotation may have left time.
  const rest =
    pending.kind === 'done'
      ? pending
      : await sweepPending(pending.after, lastMs, count.see, context);

  if (rest.kind === 'stopped') report.incomplete = true;
  if (rest.kind === 'done' && checkpoint.pendingAfter === undefined) count.publish();
  const pendingAfter = rest.kind === 'stopped' ? rest.after : undefined;
  const rotation = rotationAfter(checkpoint, part, pending.hasGaps || rest.hasGaps);
  const next = { ...rotation, listingTokens, ...(pendingAfter && { pendingAfter }) };
  if (dryRun) return report;
  const oldestCheck = next.checkedSince ?? next.uncheckedSince;
  if (oldestCheck !== undefined) {
    report.oldestCheckSeconds = Math.round((time.now() - Date.parse(oldestCheck)) / 1000);
  }
  await table.saveCheckpoint(next);
  return report;
}

async function sweepPending(
  after: MappingKey | undefined,
  lastMs: number,
  onMapping: (mapping: Mapping) => void,
  context: RunContext,
): Promise<SweepResult> {
  return await sweepMappings({ after, isWanted: isPending, onMapping, lastMs }, context);
}

function isPending({ state, retirement }: Mapping): boolean {
  return state === 'PENDING' && retirement === undefined;
}

/** The Regions side by side; each has its own rate. */
async function sweepRegions(
  tokens: Readonly<Record<string, string>>,
  lastMs: number,
  context: RunContext,
): Promise<Readonly<Record<string, string>>> {
  const left: Record<string, string> = {};
  await Promise.all(
    context.settings.regions.map(async (region) => {
      const result = await sweepOrphans(region, { nextToken: tokens[region], lastMs }, context);
      if (result.kind === 'done') return;
      context.report.incomplete = true;
      if (result.nextToken !== undefined) left[region] = result.nextToken;
    }),
  );
  return left;
}

/** Counts the mappings that a sweep comes by. */
function countMappings({ report }: RunContext) {
  const byState: Record<SourceState, number> = { PENDING: 0, ACTIVE: 0, DELETED: 0 };
  let expiringSoon = 0;
  return {
    see: ({ retirement, state, notifiedDaysLeft }: Mapping) => {
      if (retirement !== undefined) return;
      byState[state] += 1;
      if (state === 'PENDING' && notifiedDaysLeft !== undefined) expiringSoon += 1;
    },
    publish: () => {
      Object.assign(report, { mappings: byState, expiringSoon });
    },
  };
}
