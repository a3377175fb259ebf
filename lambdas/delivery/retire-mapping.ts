import type { Mapping } from '../domain/mapping.ts';
import type { Log, MappingTable, MappingVersion, RetireResult } from './ports.ts';

/** What retiring needs from outside. */
export interface RetireServices {
  readonly mappings: Pick<MappingTable, 'retire'>;
  readonly log: Log;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/**
 * Retires a mapping for a reason, unless another registration has taken its place. Never rejects:
 * `failed` when the table cannot be reached, and the mapping stays.
 */
export async function retireMapping(
  version: MappingVersion & Pick<Mapping, 'sourceName' | 'region'>,
  reason: string,
  { mappings, log, now }: RetireServices,
): Promise<RetireResult | 'failed'> {
  const { generator, sourceArn, generation, sourceName, region } = version;
  const retirement = { reason, retiredAt: new Date(now()).toISOString() };
  try {
    const result = await mappings.retire({ generator, sourceArn, generation }, retirement);
    log.info('mapping to be retired', { sourceName, region, result });
    return result;
  } catch (error) {
    log.error('a mapping could not be retired', { sourceName, region, error });
    return 'failed';
  }
}
