import { newMapping, type Mapping } from '../../../lambdas/domain/mapping.ts';
import { sourceName } from '../../../lambdas/domain/source-name.ts';

const account = '111122223333';
const region = 'us-east-1';

/** The partner event source of a generator's one customer. */
export function sourceOf(generator: string): string {
  return sourceName('bench.test', generator, account);
}

/** The mapping of that source. */
export function mappingOf(generator: string): Mapping {
  const name = sourceOf(generator);
  const source = { name, arn: `arn:aws:events:${region}::event-source/${name}` };
  const made = { generation: 'generation-1', createdAt: '2026-11-01T00:00:00.000Z' };
  return { ...newMapping({ generator, account, region }, source, made), state: 'ACTIVE' };
}
