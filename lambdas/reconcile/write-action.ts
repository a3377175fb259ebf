import { retireMapping } from '../delivery/retire-mapping.ts';
import type { Log } from '../ports/delivery.ts';
import type { Mapping } from '../domain/mapping.ts';
import type { MappingAction } from '../domain/reconciliation.ts';
import type { Time } from './rate-limiter.ts';
import type { MappingChange, ReconcileTable } from '../ports/reconcile.ts';

// Each check could be written down; for a rotation that never rests that is a costly clock.
const rewriteCheckAfterMs = 6 * 3_600_000;

/** What writing an action needs from outside. */
export interface WriteServices {
  readonly table: Pick<ReconcileTable, 'change' | 'retire'>;
  readonly log: Log;
  readonly time: Pick<Time, 'now'>;
}

/**
 * Carries out what was decided about a mapping. `left`: there was nothing to do, or somebody else was
 * faster. `failed`: the table could not be reached. Never rejects.
 */
export async function writeAction(
  mapping: Mapping,
  action: MappingAction,
  context: WriteServices,
): Promise<'done' | 'left' | 'failed'> {
  switch (action.kind) {
    case 'keep': {
      const { state, expirationTime, notifiedDaysLeft } = mapping;
      if (context.time.now() - lastCheckedMs(mapping) < rewriteCheckAfterMs) return 'left';
      const asItWas = { state, expirationTime, notifiedDaysLeft, outbox: [] };
      const written = await change(mapping, asItWas, context);
      return written === 'failed' ? 'failed' : 'left';
    }
    case 'change':
      return await change(mapping, { ...action.change, outbox: action.outbox }, context);
    case 'retire': {
      const { table: mappings, log } = context;
      const result = await retireMapping(mapping, action.notification, { mappings, log });
      if (result === 'failed') return 'failed';
      return result === 'retired' ? 'done' : 'left';
    }
  }
}

async function change(
  mapping: Mapping,
  changed: Omit<MappingChange, 'lastCheckedAt'>,
  { table, time, log }: WriteServices,
): Promise<'done' | 'left' | 'failed'> {
  // The time of the check tells two readings of a mapping apart, so it never stands still.
  const checkedMs = Math.max(time.now(), lastCheckedMs(mapping) + 1);
  const lastCheckedAt = new Date(checkedMs).toISOString();
  try {
    const result = await table.change(mapping, { ...changed, lastCheckedAt });
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
