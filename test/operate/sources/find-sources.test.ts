import { expect, test } from '@jest/globals';
import type { Mapping } from '../../../lambdas/domain/mapping.ts';
import { findSources, type SourceFilter } from '../../../operate/sources/find-sources.ts';
import { aMapping } from '../../support/domain-builders.ts';
import { fakeMappingTable } from '../../support/fake-mapping-table.ts';
import { fakeReconcileTable } from '../../support/fake-reconcile-table.ts';
import { fakeRegistrationTable } from '../../support/fake-registration-table.ts';

const retirement = { reason: 'gone', retiredAt: '2026-11-20T00:00:00Z' };

const mappings: readonly Mapping[] = [
  aMapping({ generator: 'a/1', tenant: 'a' }),
  aMapping({ generator: 'a/2', tenant: 'a', state: 'PENDING', region: 'eu-west-1' }),
  aMapping({ generator: 'b/1', tenant: 'b' }),
  aMapping({ generator: 'b/2', tenant: 'b', retirement }),
];

async function find(filter: Partial<SourceFilter>, all = mappings) {
  const table = fakeMappingTable(...all);
  const calls: string[] = [];
  const registration = fakeRegistrationTable(table);
  const whole = fakeReconcileTable(table);
  const progress: number[] = [];
  const found = await findSources(
    { tenant: undefined, generator: undefined, region: undefined, state: undefined, ...filter },
    {
      byTenant: {
        find: async (generator) => {
          calls.push('find');
          return await registration.find(generator);
        },
        list: async (tenant, query) => {
          calls.push('list');
          return await registration.list(tenant, query);
        },
      },
      all: {
        page: async (after) => {
          calls.push('page');
          return await whole.page(after);
        },
      },
    },
    (read) => progress.push(read),
  );
  return { generators: found.map(({ generator }) => generator).toSorted(), calls, progress };
}

test.each([
  [{}, ['a/1', 'a/2', 'b/1', 'b/2']],
  [{ tenant: 'a' }, ['a/1', 'a/2']],
  [{ generator: 'a/1' }, ['a/1']],
  [{ generator: 'a/1', tenant: 'b' }, []],
  [{ region: 'eu-west-1' }, ['a/2']],
  [{ state: 'ACTIVE' as const }, ['a/1', 'b/1']],
  [{ state: 'RETIRED' as const }, ['b/2']],
  [{ tenant: 'b', state: 'PENDING' as const }, []],
])('%j finds %j', async (filter, generators) => {
  expect((await find(filter)).generators).toEqual(generators);
});

test.each([
  [{ generator: 'a/1', tenant: 'a' }, 'find'],
  [{ tenant: 'a', region: 'us-east-1' }, 'list'],
  [{ region: 'us-east-1' }, 'page'],
])('%j asks the table by %s alone', async (filter, call) => {
  expect(new Set((await find(filter)).calls)).toEqual(new Set([call]));
});

test('a tenant of many pages is found whole, with progress', async () => {
  const many = Array.from({ length: 250 }, (_, index) =>
    aMapping({ generator: `a/${index}`, tenant: 'a' }),
  );
  const { generators, progress } = await find({ tenant: 'a' }, many);

  expect(generators).toHaveLength(250);
  expect(progress).toEqual([100, 200, 250]);
});
