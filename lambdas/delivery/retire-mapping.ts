import type { Mapping } from '../domain/mapping.ts';
import type { Notification } from '../domain/notification.ts';
import type { Log, MappingTable, MappingVersion, RetireResult } from '../ports/delivery.ts';

/** What retiring needs from outside. */
export interface RetireServices {
  readonly mappings: Pick<MappingTable, 'retire'>;
  readonly log: Log;
}

/**
 * Retires a mapping, unless another registration has taken its place; the notification's reason is the
 * retirement's, and the vendor will be told. Never rejects: `failed` when the table cannot be
 * reached in time, and the mapping stays.
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
