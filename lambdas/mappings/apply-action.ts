import type { Mapping } from '../domain/mapping.ts';
import type { Notification } from '../domain/notification.ts';
import type { MappingAction } from '../domain/reconciliation.ts';
import type { Log, MappingTable } from '../ports/delivery.ts';
import type { MappingChange, ReconcileTable } from '../ports/reconcile.ts';
import type { Time } from '../ports/time.ts';

/** What applying an action needs from outside. */
export interface WriteServices {
  readonly mappings: Pick<ReconcileTable, 'change'>;
  readonly retirements: Pick<MappingTable, 'retire'>;
  readonly log: Log;
  readonly time: Pick<Time, 'now'>;
}

// Writing every check would be costly in a rotation that never stops.
const rewriteCheckAfterMs = 6 * 3_600_000;

/**
 * Applies to a mapping what was decided about it. `left`: there was nothing to do, or somebody else
 * has changed the mapping. `failed`: the table could not be reached. Never rejects.
 */
export async function applyAction(
  mapping: Mapping,
  action: MappingAction,
  services: WriteServices,
): Promise<'done' | 'left' | 'failed'> {
  switch (action.kind) {
    case 'keep': {
      const { state, expirationTime, notifiedDaysLeft } = mapping;
      if (services.time.now() - lastCheckedMs(mapping) < rewriteCheckAfterMs) return 'left';
      const unchanged = { state, expirationTime, notifiedDaysLeft, outbox: [] };
      const written = await change(mapping, unchanged, services);
      return written === 'failed' ? 'failed' : 'left';
    }
    case 'change':
      return await change(mapping, changeOf(action), services);
    case 'retire':
      return await retire(mapping, action.notification, services);
  }
}

function changeOf({
  change: changed,
  missed,
  notifiedFailing,
  outbox,
}: Extract<MappingAction, { kind: 'change' }>): Omit<MappingChange, 'lastCheckedAt'> {
  return {
    ...changed,
    ...(missed && { missed }),
    ...(notifiedFailing && { notifiedFailing }),
    outbox,
  };
}

async function retire(
  mapping: Mapping,
  notification: Notification,
  { retirements, log }: WriteServices,
): Promise<'done' | 'left' | 'failed'> {
  const { generator, sourceArn, generation, sourceName, region } = mapping;
  try {
    const result = await retirements.retire({ generator, sourceArn, generation }, notification);
    log.info('tried to retire a mapping', { sourceName, region, result });
    return result === 'retired' ? 'done' : 'left';
  } catch (error) {
    log.error('a mapping could not be retired', { sourceName, region, error });
    return 'failed';
  }
}

async function change(
  mapping: Mapping,
  changed: Omit<MappingChange, 'lastCheckedAt'>,
  { mappings, time, log }: WriteServices,
): Promise<'done' | 'left' | 'failed'> {
  // The time of the check distinguishes two versions of a mapping, so it always increases.
  const checkedMs = Math.max(time.now(), lastCheckedMs(mapping) + 1);
  const lastCheckedAt = new Date(checkedMs).toISOString();
  try {
    const result = await mappings.change(mapping, { ...changed, lastCheckedAt });
    return result === 'changed' ? 'done' : 'left';
  } catch (error) {
    const { sourceName, region } = mapping;
    log.error('a mapping could not be written', { sourceName, region, error });
    return 'failed';
  }
}

function lastCheckedMs({ lastCheckedAt }: Mapping): number {
  return lastCheckedAt === undefined ? 0 : Date.parse(lastCheckedAt);
}
