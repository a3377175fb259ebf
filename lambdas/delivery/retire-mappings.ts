import pLimit from 'p-limit';
import type { Delivery } from '../domain/delivery.ts';
import type { Notification } from '../domain/notification.ts';
import type { Failure } from '../domain/outcome.ts';
import { shortenForJson } from '../domain/text-size.ts';
import type { Log, MappingTable } from '../ports/delivery.ts';
import type { BatchCounters } from './batch-counters.ts';

// A customer who left may have had hundreds of sources, and the table has other callers.
const retirementsInFlight = 16;
// A message of EventBridge may be of any length, and DynamoDB refuses an item of more than 400 KB.
const maxReasonBytes = 400;

/** What retiring mappings needs from outside. */
export interface RetireServices {
  readonly mappings: Pick<MappingTable, 'retire'>;
  readonly log: Log;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/**
 * Retires the mapping of a delivery whose source EventBridge does not know. `retired`: it is retired now.
 * `absent`: its registration was deleted. `unclear`: the delivery is to be tried again, since a newer
 * registration has taken the mapping's place, or the table could not be reached in time. Never rejects.
 */
export type RetireMapping = (
  delivery: Delivery,
  failure: Failure,
) => Promise<'retired' | 'absent' | 'unclear'>;

/**
 * Retires mappings for one batch: each registration once, 16 at a time.
 *
 * @param retirementsMs when all retirements must have ended, epoch milliseconds
 */
export function mappingRetirer(
  { mappings, log, now }: RetireServices,
  { counters, retirementsMs }: { readonly counters: BatchCounters; readonly retirementsMs: number },
): RetireMapping {
  const limit = pLimit(retirementsInFlight);
  const retirements = new Map<string, ReturnType<RetireMapping>>();

  const retire: RetireMapping = async (delivery, failure) => {
    const nowMs = now();
    const timeoutMs = retirementsMs - nowMs;
    if (timeoutMs <= 0) return 'unclear';
    const { generator, sourceArn, generation, sourceName, region } = delivery;
    const version = { generator, sourceArn, generation };
    try {
      const result = await mappings.retire(version, deletion(failure, nowMs), { timeoutMs });
      log.info('tried to retire a mapping', { sourceName, region, result });
      if (result === 'retired') counters.retiredMappings += 1;
      if (result === 'superseded') return 'unclear';
      return result === 'absent' ? 'absent' : 'retired';
    } catch (error) {
      log.error('a mapping could not be retired', { sourceName, region, error });
      return 'unclear';
    }
  };

  return (delivery, failure) => {
    const key = `${delivery.sourceArn} ${delivery.generation}`;
    const retirement = retirements.get(key) ?? limit(retire, delivery, failure);
    retirements.set(key, retirement);
    return retirement;
  };
}

function deletion({ code, message }: Failure, nowMs: number): Notification {
  const answer = shortenForJson(`${code}: ${message}`, maxReasonBytes);
  return {
    type: 'Partner Event Source Deleted',
    time: new Date(nowMs).toISOString(),
    reason: `EventBridge no longer knows the partner event source (${answer})`,
  };
}
