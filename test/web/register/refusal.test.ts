import { expect, test } from '@jest/globals';
import { refusalOf } from '../../../web/register/refusal.ts';

const problem = { kind: 'problem', code: 'any', title: 'Any', errors: [] } as const;

test('a generator that does not exist for the tenant is told at its field', () => {
  const { fields, others } = refusalOf({ ...problem, status: 404 });
  expect(Object.keys(fields)).toEqual(['generator']);
  expect(others).toEqual([]);
});

test('what else is refused is told where the service says', () => {
  const errors = [{ field: '/region', message: 'is not offered' }];
  expect(refusalOf({ ...problem, status: 400, errors }).fields).toEqual({
    region: 'is not offered',
  });
  expect(refusalOf(undefined)).toEqual({ fields: {}, others: [] });
});
