import pLimit from 'p-limit';
import type { Delivery } from '../domain/delivery.ts';
import type { Failure } from '../domain/outcome.ts';
import { shortenForJson } from '../domain/text-size.ts';
import { retireMapping, type RetireServices } from './retire-mapping.ts';
import type { BatchCounters } from './batch-counters.ts';

// A customer who left may have had hundreds of sources, and the table has other callers.
const retirementsInFlight = 16;
// A message of EventBridge may be of any length, and DynamoDB refuses an item of more than 400 KB.
const maxReasonBytes = 400;

/**
 * Retires the mappings of sources that EventBridge no longer knows, each registration once for a batch.
 * The function that it returns says whether a delivery's source is gone: not where a newer registration
 * has taken the mapping's place, nor where the table could not be reached in time; the delivery is to be
 * tried again then.
 *
 * @param retirementsMs by when all is done, epoch milliseconds
 */
export function goneSources(
  services: RetireServices & { readonly now: () => number },
  { counters, retirementsMs }: { readonly counters: BatchCounters; readonly retirementsMs: number },
): (delivery: Delivery, failure: Failure) => Promise<boolean> {
  const limit = pLimit(retirementsInFlight);
  const known = new Map<string, Promise<boolean>>();

  const retire = async (delivery: Delivery, { code, message }: Failure) => {
    const nowMs = services.now();
    const timeoutMs = retirementsMs - nowMs;
    if (timeoutMs <= 0) return false;
    const told = shortenForJson(`${code}: ${message}`, maxReasonBytes);
    const reason = `EventBridge no longer knows the partner event source (${told})`;
    const time = new Date(nowMs).toISOString();
    const notification = { type: 'Partner Event Source Deleted', time, reason } as const;
    const result = await retireMapping(delivery, notification, services, timeoutMs);
    if (result === 'retired') counters.retiredMappings += 1;
    return result === 'retired' || result === 'absent';
  };

  return (delivery, failure) => {
    const key = `${delivery.sourceArn} ${delivery.generation}`;
    const isGone = known.get(key) ?? limit(retire, delivery, failure);
    known.set(key, isGone);
    return isGone;
  };
}
