import { newMapping, type Mapping, type Registration } from '../../lambdas/domain/mapping.ts';
import { sourceName } from '../../lambdas/domain/source-name.ts';

const created = { generation: 'generation-1', createdAt: '2026-11-01T00:00:00.000Z' };

/** The mapping of a registration that its customer has accepted. */
export function activeMapping(registration: Registration, partnerName = 'vendor.test'): Mapping {
  const { generator, account, region } = registration;
  const name = sourceName(partnerName, generator, account);
  const arn = `arn:aws:events:${region}::event-source/${name}`;
  return { ...newMapping(registration, { name, arn }, created), state: 'ACTIVE' };
}
