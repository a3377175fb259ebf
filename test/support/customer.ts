import { sourceName } from '../../lambdas/domain/source-name.ts';
import type { Mapping } from '../../lambdas/domain/mapping.ts';
import type { PartnerSources } from '../../lambdas/ports/reconcile.ts';
import type { RegistrationTable } from '../../lambdas/ports/registration.ts';
import { aMapping } from './domain-builders.ts';
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

const maxRounds = 4;

/**
 * A customer, who registers as the registration API does: the source, the mapping in the place of the
 * one that was read, and another look at the source; all of it again if something came between. It
 * deletes the source first, then the mapping that it had read.
 */
export function aCustomer(
  wish: Wish,
  {
    sources,
    registrations,
  }: {
    sources: PartnerSources;
    registrations: Pick<RegistrationTable, 'find' | 'register' | 'remove'>;
  },
  now: () => number,
) {
  const { region, account, generator } = wish;
  const { name, arn } = sourceOf(wish);
  const find = async () =>
    (await registrations.find(generator)).find(({ sourceArn }) => sourceArn === arn);
  return {
    /** A round after the first appends its number to the generation. */
    async register(generation: string) {
      let hasCreated = false;
      for (let round = 0; round < maxRounds; round += 1) {
        const older = await find();
        if ((await sources.create(region, name, account)) === 'created') {
          hasCreated = true;
        } else {
          const standing = await sources.observe(region, name);
          if (standing.kind === 'nonexistent') continue;
          if (standing.account !== account) return;
          const isLive = older !== undefined && older.retirement === undefined;
          if (isLive && !hasCreated) return;
        }
        const mapping = mappingOf(wish, {
          generation: round === 0 ? generation : `${generation} round ${round}`,
          createdAt: new Date(now()).toISOString(),
          state: 'PENDING',
        });
        const result = await registrations.register(mapping, older);
        const seen = await sources.observe(region, name);
        if (result === 'registered' && seen.kind === 'found') return;
      }
    },
    async unregister() {
      const mapping = await find();
      await sources.delete(region, name, account);
      if (mapping !== undefined) await registrations.remove(mapping);
    },
  };
}
