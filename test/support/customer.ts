import { sourceName } from '../../lambdas/domain/source-name.ts';
import type { MappingTable } from '../../lambdas/delivery/ports.ts';
import type { Mapping } from '../../lambdas/domain/mapping.ts';
import type { PartnerSources } from '../../lambdas/reconcile/ports.ts';
import { aMapping, aNotice } from './domain-builders.ts';
import { arnOf } from './fake-partner-sources.ts';

/** What a customer registers: a generator, its account and a Region. */
export interface Wish {
  readonly generator: string;
  readonly account: string;
  readonly region: string;
}

/** The name and the ARN of the source of a wish. */
export function sourceOf({ generator, account, region }: Wish): { name: string; arn: string } {
  const name = sourceName('vendor.test', generator, account);
  return { name, arn: arnOf(region, name) };
}

/** The mapping of a wish. */
export function mappingOf(wish: Wish, fields: Partial<Mapping> = {}): Mapping {
  return aMapping({ ...wish, tenant: wish.generator.split('/')[0]!, ...fields });
}

/** A customer, who registers as the registration API does: the source, the table, and a look at the source. */
export function aCustomer(
  wish: Wish,
  {
    sources,
    mappings,
  }: { sources: PartnerSources; mappings: Pick<MappingTable, 'register' | 'retire'> },
  now: () => number,
) {
  const { region, account } = wish;
  const { name } = sourceOf(wish);
  return {
    async register(generation: string) {
      await sources.create(region, name, account);
      const createdAt = new Date(now()).toISOString();
      await mappings.register(mappingOf(wish, { generation, createdAt, state: 'PENDING' }));
      const seen = await sources.observe(region, name);
      if (seen.kind === 'nonexistent') await sources.create(region, name, account);
    },
    async unregister(generation: string) {
      await sources.delete(region, name, account);
      const time = new Date(now()).toISOString();
      await mappings.retire(
        mappingOf(wish, { generation }),
        aNotice({ time, reason: 'the customer no longer wants it' }),
      );
    },
  };
}
