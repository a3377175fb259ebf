import { standardSettings } from '../../lambdas/settings/standard-settings.ts';
import { sourceName } from '../../lambdas/domain/source-name.ts';
import { missedByRegistration } from '../../lambdas/domain/missed.ts';
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
 * A customer, who registers as the registration API does: the source, the mapping in place of the
 * one that was read, and another look at the source; all of it again if something came between. It
 * deletes the source first, then the mapping that it had read.
 */
export function aCustomer(wish: Wish, services: CustomerServices, now: () => number) {
  const { sources, registrations } = services;
  const { region, account } = wish;
  return {
    /** A round after the first appends its number to the generation. */
    async register(generation: string) {
      let hasCreated = false;
      for (let round = 0; round < maxRounds; round += 1) {
        const named = round === 0 ? generation : `${generation} round ${round}`;
        const end = await registerOnce(wish, services, {
          generation: named,
          createdAt: () => new Date(now()).toISOString(),
          hasCreated,
        });
        if (end === 'done') return;
        hasCreated ||= end === 'overtaken after creation';
      }
    },
    async unregister() {
      const mapping = await mappingNow(wish, services);
      await sources.delete(region, sourceOf(wish).name, account);
      if (mapping !== undefined) await registrations.remove(mapping);
    },
  };
}

/** The two sides that a customer's registration is made on. */
interface CustomerServices {
  readonly sources: PartnerSources;
  readonly registrations: Pick<RegistrationTable, 'find' | 'register' | 'remove'>;
}

/** The mapping of a wish, as it is in the table. */
async function mappingNow(wish: Wish, { registrations }: CustomerServices) {
  const mappings = await registrations.find(wish.generator);
  return mappings.find(({ sourceArn }) => sourceArn === sourceOf(wish).arn);
}

interface Round {
  readonly generation: string;
  readonly createdAt: () => string;
  /** Whether an earlier round has created the source. */
  readonly hasCreated: boolean;
}

/** One round of a registration: the source, the mapping, and another look at the source. */
async function registerOnce(wish: Wish, services: CustomerServices, round: Round) {
  const { sources, registrations } = services;
  const { region, account } = wish;
  const { name } = sourceOf(wish);
  const older = await mappingNow(wish, services);
  const isNew = (await sources.create(region, name, account)) === 'created';
  const overtaken = isNew ? 'overtaken after creation' : 'overtaken';
  if (!isNew) {
    const standing = await sources.observe(region, name);
    if (standing.kind === 'nonexistent') return overtaken;
    const isLive = older !== undefined && older.retirement === undefined;
    if (standing.account !== account || (isLive && !round.hasCreated)) return 'done';
  }
  const createdAt = round.createdAt();
  const mapping = mappingOf(wish, {
    generation: round.generation,
    createdAt,
    state: 'PENDING',
    ...missedByRegistration(createdAt, older, {
      nowMs: Date.parse(createdAt),
      settleSeconds: standardSettings.reconcile.settleSeconds,
    }),
  });
  const result = await registrations.register(mapping, older);
  const seen = await sources.observe(region, name);
  return result === 'registered' && seen.kind === 'found' ? 'done' : overtaken;
}
