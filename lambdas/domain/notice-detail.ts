import type { Mapping } from './mapping.ts';
import type { Notice } from './notice.ts';

/** The detail of the event that tells the vendor of a notice. */
export function noticeDetail(mapping: Mapping, { reason, daysLeft }: Notice): object {
  const { tenant, generator, account, region, sourceName, sourceArn, state } = mapping;
  return {
    tenant,
    generator,
    account,
    region,
    sourceName,
    sourceArn,
    state,
    reason,
    ...(mapping.expirationTime && { expirationTime: mapping.expirationTime }),
    ...(daysLeft !== undefined && { daysLeft }),
  };
}
