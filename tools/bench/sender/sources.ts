import type { Mapping } from '../../../lambdas/domain/mapping.ts';
import { sourceName } from '../../../lambdas/domain/source-name.ts';
import { activeMapping } from '../../simulators/active-mapping.ts';

const account = '111122223333';
const partnerName = 'bench.test';

/** The partner event source of a generator's one customer. */
export function sourceOf(generator: string): string {
  return sourceName(partnerName, generator, account);
}

/** The mapping of that source. */
export function mappingOf(generator: string): Mapping {
  return activeMapping({ generator, account, region: 'us-east-1' }, partnerName);
}
