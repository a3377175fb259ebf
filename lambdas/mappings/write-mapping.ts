import type { Mapping } from '../domain/mapping.ts';
import type { Notification } from '../domain/notification.ts';
import type { MappingAction } from '../domain/reconciliation.ts';
import type { Log, MappingTable, MappingVersion, RetireResult } from '../ports/delivery.ts';
import type { MappingChange, ReconcileTable } from '../ports/reconcile.ts';
import type { Time } from '../ports/time.ts';

/** What retiring needs from outside. */
export interface RetireServices {
  readonly mappings: Pick<MappingTable, 'retire'>;
  readonly log: Log;
}

/**
 * Retires a mapping unless a newer registration has replaced it. The notification's reason becomes the
 * retirement's, and the notification goes to the mapping's outbox. Never rejects; `failed`: the table
 * could not be reached in time, and the mapping is unchanged.
 */
export async function retireMapping(
  version: MappingVersion & Pick<Mapping, 'sourceName' | 'region'>,
  notification: Notification,
  { mappings, log }: RetireServices,
  timeoutMs?: number,
): Promise<RetireResult | 'failed'> {
  const { generator, sourceArn, generation, sourceName, region } = version;
  try {
    const time = timeoutMs === undefined ? {} : { timeoutMs };
    const result = await mappings.retire({ generator, sourceArn, generation }, notification, time);
    log.info('mapping to be retired', { sourceName, region, result });
    return result;
  } catch (error) {
    log.error('a mapping could not be retired', { sourceName, region, error });
    return 'failed';
  }
}

/** What applying an action needs from outside. */
export interface WriteServices {
  readonly mappings: Pick<ReconcileTable, 'change' | 'retire'>;
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
      return await change(mapping, { ...action.change, outbox: action.outbox }, services);
    case 'retire': {
      const result = await retireMapping(mapping, action.notification, services);
      if (result === 'failed') return 'failed';
      return result === 'retired' ? 'done' : 'left';
    }
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
