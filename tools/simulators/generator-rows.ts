import type { Mapping } from '../../lambdas/domain/mapping.ts';
import { activeMapping } from './active-mapping.ts';
import type { GeneratorRows } from './mapping-pages.ts';

const firstAccount = 100_000_000_000;

/** The account of a generator's customer, numbered from 0 on. */
export function accountOf(customer: number): string {
  return String(firstAccount + customer);
}

/** The number of the customer who has this account. */
export function customerOf(account: string): number {
  return Number(account) - firstAccount;
}

/** A generator with so many customers in one Region, as a table has them that is used. */
export function generatorRows(
  { generator, region }: Pick<Mapping, 'generator' | 'region'>,
  count: number,
  partnerName?: string,
): GeneratorRows {
  const mappingAt = (customer: number): Mapping => ({
    ...activeMapping({ generator, account: accountOf(customer), region }, partnerName),
    lastCheckedAt: '2026-11-21T12:00:00.000Z',
    lastAcceptedEvent: {
      id: '01KAMPLE0000000000000000000',
      detailType: 'push',
      acceptedAt: '2026-11-21T18:59:00.000Z',
      state: 'ACTIVE',
    },
  });
  return {
    count,
    mappingAt,
    upTo(sourceArn) {
      let [from, to] = [0, count];
      while (from < to) {
        const middle = Math.floor((from + to) / 2);
        if (mappingAt(middle).sourceArn <= sourceArn) from = middle + 1;
        else to = middle;
      }
      return from;
    },
  };
}
