import type { Mapping } from '../domain/mapping.ts';
import type { Orphan, OrphanAction } from '../domain/orphan.ts';
import type { RunContext } from './run-context.ts';
import { notifyVendor } from './notify-vendor.ts';

/**
 * Does what was decided about a source without a mapping; true if that mended it. Rejects when the
 * table cannot be reached.
 */
export async function repairOrphan(
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
      if ((await context.table.adopt(action.mapping)) === 'superseded') return false;
      await notifyVendor([action.mapping], context);
      return true;
    case 'delete':
      return await deleteOrphan(orphan, action.account, lastMs, context);
  }
}

/** Kept back for a deletion and a look-up before the last moment in which the source is made again. */
const deletionMs = 15_000;
/** What is made again is tried until so long after the last moment of all else. */
const graceMs = 2_000;

/**
 * AWS deletes on no condition, so a source that is registered at this moment can be deleted: it is
 * made again then. Registrations look whether their source is there after they are in the table, so
 * that one of the two sees the other.
 */
async function deleteOrphan(
  orphan: Orphan,
  account: string,
  lastMs: number,
  context: RunContext,
): Promise<boolean> {
  const { region, name } = orphan;
  const calls = context.callsTo(region);
  if ((await liveMapping(orphan, context)) !== undefined) return false;
  const deleted = await calls.delete(name, account, lastMs - deletionMs);
  // A deletion without an answer may have been done, also where there was no time to try it again.
  const registered = await liveMapping(orphan, context);
  if (registered === undefined) return deleted.kind === 'answered';
  await calls.create(name, registered.account, lastMs + graceMs);
  return false;
}

async function liveMapping(
  { generator, arn }: Orphan,
  { table }: RunContext,
): Promise<Mapping | undefined> {
  const { mappings } = await table.find([{ generator, sourceArn: arn }]);
  return mappings.find(({ retirement }) => retirement === undefined);
}
