import { expect, test } from '@jest/globals';
import { gatherBySource } from '../../../../lambdas/domain/history/gather.ts';
import { aHistoryRow } from '../../../support/history-builders.ts';

test('rows are gathered by tenant and source, in the order of their times', () => {
  const gathered = gatherBySource([
    row('a', 'x', 3),
    row('b', 'x', 2),
    row('a', 'x', 1),
    row('a', 'y', 4),
  ]);

  expect(gathered.map((one) => ({ ...one, rows: one.rows.map(({ atMs }) => atMs) }))).toEqual([
    { tenant: 'a', sourceArn: 'x', rows: [1, 3] },
    { tenant: 'a', sourceArn: 'y', rows: [4] },
    { tenant: 'b', sourceArn: 'x', rows: [2] },
  ]);
});

function row(tenant: string, sourceArn: string, atMs: number) {
  return { tenant, sourceArn, row: aHistoryRow({ atMs }) };
}
