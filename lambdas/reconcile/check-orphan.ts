import { isLive, type Mapping } from '../domain/mapping.ts';
import { decideOrphan, type Orphan, type OrphanAction } from '../domain/orphan.ts';
import { notifyVendor } from './notify-vendor.ts';
import type { RunContext } from './run-context.ts';

/**
 * Asks AWS about a source without a mapping and does what the policy says. `late`: there was no time
 * left for it. Never rejects.
 */
export async function checkOrphan(
  orphan: Orphan,
  lastMs: number,
  context: RunContext,
): Promise<'checked' | 'failed' | 'late'> {
  const { callsTo, time, settings, newGeneration, report, log } = context;
  const { region, name: sourceName } = orphan;
  const seen = await callsTo(region).observe(sourceName, lastMs);
  if (seen.kind !== 'answered') return seen.kind;
  report.checked += 1;
  const circumstances = {
    nowMs: time.now(),
    policy: settings.policy,
    generation: newGeneration(),
  };
  const action = decideOrphan(orphan, seen.value, circumstances);
  if (action.kind === 'wait') return 'checked';
  report.found.orphan += 1;
  log.warn('a source has no mapping', { sourceName, region });
  if (context.dryRun) return 'checked';
  try {
    if (await repairOrphan(orphan, action, lastMs, context)) report.repaired.orphan += 1;
    return 'checked';
  } catch (error) {
    report.incomplete = true;
    log.error('a source without a mapping could not be repaired', { sourceName, region, error });
    return 'failed';
  }
}

/** Returns whether the action repaired the orphan. Rejects when the table cannot be reached. */
async function repairOrphan(
  orphan: Orphan,
  action: OrphanAction,
  lastMs: number,
  context: RunContext,
): Promise<boolean> {
  switch (action.kind) {
    case 'wait':
    case 'report':
      return false;
    case 'adopt':
      const adopted = await context.mappings.adopt(action.mapping, orphan.retired);
      if (adopted === 'superseded') return false;
      await notifyVendor([action.mapping], context);
      return true;
    case 'delete':
      return await deleteOrphan({ ...orphan, account: action.account }, lastMs, context);
  }
}

/** Kept back for a deletion and a look-up before the last moment at which a source is re-created. */
const deletionMs = 15_000;
/** A source may be re-created until this long after the last moment of everything else. */
const graceMs = 2_000;

/**
 * Deletes an orphan, of the account in AWS. A deletion has no condition in AWS, so it can hit a source
 * that is being registered at the same moment: the source is re-created then. Registrations check
 * that their source exists after they have written their mapping, so that one of the two always sees
 * the other.
 */
async function deleteOrphan(orphan: Orphan, lastMs: number, context: RunContext): Promise<boolean> {
  const { region, name, account } = orphan;
  const calls = context.callsTo(region);
  if ((await findLiveMapping(orphan, context)) !== undefined) return false;
  const deleted = await calls.delete(name, account, lastMs - deletionMs);
  // A deletion without an answer may have happened, also where there was no time to repeat it.
  const registered = await findLiveMapping(orphan, context);
  if (registered === undefined) return deleted.kind === 'answered';
  await calls.create(name, registered.account, lastMs + graceMs);
  return false;
}

async function findLiveMapping(
  { generator, arn }: Orphan,
  context: RunContext,
): Promise<Mapping | undefined> {
  const { mappings } = await context.mappings.find([{ generator, sourceArn: arn }]);
  return mappings.find(isLive);
}
