import type { Mapping } from '../domain/mapping.ts';
import type { Orphan, OrphanAction } from '../domain/orphan.ts';
import type { RunContext } from './run-context.ts';
import { tellNotices } from './tell-notices.ts';

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
      await tellNotices([action.mapping], context);
      return true;
    case 'delete':
      return await deleteOrphan(orphan, action.account, lastMs, context);
  }
}

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
  const { sources, callsTo } = context;
  const { region, name } = orphan;
  if ((await liveMapping(orphan, context)) !== undefined) return false;
  const deleted = await callsTo(region)(() => sources.delete(region, name, account), lastMs);
  if (deleted.kind === 'late') return false;
  // A deletion without an answer may have been done.
  const registered = await liveMapping(orphan, context);
  if (registered === undefined) return deleted.kind === 'answered';
  await callsTo(region)(() => sources.create(region, name, registered.account), Infinity);
  return false;
}

async function liveMapping(
  { generator, arn }: Orphan,
  { table }: RunContext,
): Promise<Mapping | undefined> {
  const { mappings } = await table.find([{ generator, sourceArn: arn }]);
  return mappings.find(({ retirement }) => retirement === undefined);
}
