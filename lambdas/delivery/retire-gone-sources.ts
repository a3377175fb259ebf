import type { Delivery } from '../domain/delivery.ts';
import type { Decided, FateOf, FateServices } from './apply-fates.ts';
import type { MappingVersion, RetireResult } from './ports.ts';
import type { Tally } from './tally.ts';

/**
 * Retires the mapping of each source that EventBridge no longer knows, once, and drops what was bound
 * for it. Returns what is not to be dropped: a newer registration has taken the mapping's place
 * meanwhile, so these deliveries are tried again for that one.
 */
export async function retireGoneSources<T extends Delivery>(
  gone: readonly Decided<T, FateOf<'sourceGone'>>[],
  services: FateServices,
  tally: Tally,
): Promise<readonly Decided<T, FateOf<'retry'>>[]> {
  const byVersion = Map.groupBy(
    gone,
    ({ delivery }) => `${delivery.sourceArn} ${delivery.generation}`,
  );
  const kept = await Promise.all(
    Array.from(byVersion.values(), async (group) => {
      const [first] = group;
      if (first === undefined || (await retire(first, services, tally)) !== 'superseded') {
        tally.dropped.sourceGone += group.length;
        return [];
      }
      return group.map(({ delivery, fate: { failure } }) => ({
        delivery,
        fate: { kind: 'retry', delaySeconds: 0, failure } as const,
      }));
    }),
  );
  return kept.flat();
}

async function retire(
  { delivery, fate }: Decided<Delivery, FateOf<'sourceGone'>>,
  { mappings, log, now }: FateServices,
  tally: Tally,
): Promise<RetireResult | 'failed'> {
  const { generator, sourceArn, sourceName, region, generation } = delivery;
  const version: MappingVersion = { generator, sourceArn, generation };
  const { code, message } = fate.failure;
  const reason = `EventBridge no longer knows the partner event source (${code}: ${message})`;
  try {
    const result = await mappings.retire(version, {
      reason,
      retiredAt: new Date(now()).toISOString(),
    });
    if (result === 'retired') tally.retiredMappings += 1;
    log.info('source gone', { sourceName, region, result, errorCode: code });
    return result;
  } catch (error) {
    // The mapping stays and the next event for the source, or the reconciler, comes back to it.
    log.error('a gone source could not be retired', { sourceName, region, error });
    return 'failed';
  }
}
