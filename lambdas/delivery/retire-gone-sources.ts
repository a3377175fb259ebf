import type { Delivery } from '../domain/delivery.ts';
import type { Failure, Outcome } from '../domain/outcome.ts';
import type { Attempt } from './put-deliveries.ts';
import { retireMapping, type RetireServices } from './retire-mapping.ts';
import type { Tally } from './tally.ts';

/**
 * Retires the mapping of each source that EventBridge no longer knows, once. Returns the attempts as
 * they stand then: where a newer registration has taken the mapping's place meanwhile, or the table
 * could not be reached, nothing is known to be gone and the delivery is to be tried again.
 */
export async function retireGoneSources<T extends Delivery>(
  attempts: ReadonlyMap<T, Attempt>,
  services: RetireServices & { now: () => number },
  tally: Tally,
): Promise<ReadonlyMap<T, Attempt>> {
  const gone = Array.from(attempts).flatMap(([delivery, attempt]) =>
    attempt.kind === 'sourceGone' ? [{ delivery, failure: attempt.failure }] : [],
  );
  const settled = new Map(attempts);
  const byVersion = Map.groupBy(gone, ({ delivery }) =>
    JSON.stringify([delivery.sourceArn, delivery.generation]),
  );
  await Promise.all(
    Array.from(byVersion.values(), async (group) => {
      const [first] = group;
      if (first === undefined || (await isGone(first, services, tally))) return;
      for (const { delivery, failure } of group) settled.set(delivery, tryAgain(failure));
    }),
  );
  return settled;
}

async function isGone(
  { delivery, failure: { code, message } }: { delivery: Delivery; failure: Failure },
  services: RetireServices & { now: () => number },
  tally: Tally,
): Promise<boolean> {
  const reason = `EventBridge no longer knows the partner event source (${code}: ${message})`;
  const time = new Date(services.now()).toISOString();
  const notice = { type: 'Partner Event Source Deleted', time, reason } as const;
  const result = await retireMapping(delivery, notice, services);
  if (result === 'retired') tally.retiredMappings += 1;
  return result === 'retired' || result === 'absent';
}

function tryAgain(failure: Failure): Outcome {
  return { kind: 'retryable', failure, known: true };
}
