import { expect, test } from '@jest/globals';
import { lookUp } from '../../../lambdas/delivery/look-up.ts';
import { aMapping } from '../../support/domain-builders.ts';
import { fakeLog } from '../../support/fake-log.ts';
import { fakeMappingTable } from '../../support/fake-mapping-table.ts';

test('each generator is looked up once, however often it stands in the batch', async () => {
  const table = fakeMappingTable(aMapping({ generator: 'a/b' }));
  const found = await lookUp(['a/b', 'c/d', 'a/b', 'a/b'], table, fakeLog());

  expect(table.lookUps).toEqual(['a/b', 'c/d']);
  expect(found.get('a/b')).toEqual([aMapping({ generator: 'a/b' })]);
  expect(found.get('c/d')).toEqual([]);
});

test('a generator whose look-up fails is missing, and the others are there', async () => {
  const table = fakeMappingTable(aMapping({ generator: 'a/b' }));
  const log = fakeLog();
  table.failLookUpsOf('c/d');
  const found = await lookUp(['a/b', 'c/d', 'e/f'], table, log);

  expect([...found.keys()]).toEqual(['a/b', 'e/f']);
  expect(log.lines).toMatchObject([{ level: 'error', fields: { error: expect.any(Error) } }]);
});

test('look-ups run side by side, and not all of them at once', async () => {
  let underWay = 0;
  let most = 0;
  const table = {
    ...fakeMappingTable(),
    async findLive() {
      underWay += 1;
      most = Math.max(most, underWay);
      await Promise.resolve();
      underWay -= 1;
      return [];
    },
  };
  await lookUp(
    Array.from({ length: 500 }, (_, index) => `a/${index}`),
    table,
    fakeLog(),
  );

  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThanOrEqual(32);
});
