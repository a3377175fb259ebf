import { describe, expect, test } from '@jest/globals';
import { arrangeSources, pageOf, regionsOf } from '../../../web/sources/arrange-sources.ts';
import { everySource, type SourceQuery } from '../../../web/sources/source-query.ts';
import { anActiveSource, aSource } from '../support/builders.ts';

function acceptedAt(at: string) {
  return { id: 'e1', detailType: 'push', acceptedAt: at, state: 'ACTIVE' } as const;
}

const retirement = { reason: 'deleted', retiredAt: '2026-11-20T19:00:00Z' };
const lastError = { code: 'x', message: 'y', time: '2026-11-20T19:00:00Z', resolved: false };
const pending = aSource({ arn: 'pending', generator: 'acme/B', account: '333333333333' });
const active = anActiveSource({
  arn: 'active',
  generator: 'acme/c',
  account: '111111111111',
  lastError,
  lastAcceptedEvent: acceptedAt('2026-11-20T19:00:00Z'),
});
const paused = anActiveSource({
  arn: 'paused',
  generator: 'acme/a',
  account: '222222222222',
  pausedAt: '2026-11-20T19:00:00Z',
  lastError: { ...lastError, resolved: true },
  lastAcceptedEvent: acceptedAt('2026-11-21T19:00:00Z'),
});
const deleted = aSource({
  arn: 'deleted',
  generator: 'acme/d',
  region: 'us-east-1',
  account: '444444444444',
  pausedAt: '2026-11-20T19:00:00Z',
  lastError,
  retirement,
});
const all = [pending, active, paused, deleted];

function found(query: Partial<SourceQuery>): readonly string[] {
  return arrangeSources(all, { ...everySource, ...query }).sources.map(({ arn }) => arn);
}

describe('the list', () => {
  test.each<[Partial<SourceQuery>, readonly string[]]>([
    [{}, ['pending', 'active', 'paused', 'deleted']],
    [{ isDescending: true }, ['deleted', 'paused', 'active', 'pending']],
    [{ sort: 'generator' }, ['paused', 'pending', 'active', 'deleted']],
    [{ sort: 'generator', isDescending: true }, ['deleted', 'active', 'pending', 'paused']],
    [{ sort: 'account' }, ['active', 'paused', 'pending', 'deleted']],
    [{ sort: 'state' }, ['active', 'paused', 'deleted', 'pending']],
  ])('is sorted as %j asks', (query, arns) => {
    expect(found(query)).toEqual(arns);
  });

  test('is sorted by display names where they lead', () => {
    const named = aSource({ arn: 'named', generator: 'acme/z', displayName: 'Aardvark' });
    const { sources } = arrangeSources([...all, named], { ...everySource, sort: 'generator' });
    expect(sources[0]?.arn).toBe('named');
  });

  test.each([
    [false, ['active', 'paused', 'pending', 'deleted']],
    [true, ['paused', 'active', 'pending', 'deleted']],
  ])('has sources without an event last (descending: %j)', (isDescending, arns) => {
    expect(found({ sort: 'lastEvent', isDescending })).toEqual(arns);
  });

  test.each<[Partial<SourceQuery>, readonly string[]]>([
    [{ state: 'active' }, ['active', 'paused']],
    [{ state: 'paused' }, ['paused']],
    [{ state: 'failing' }, ['active']],
    [{ find: 'failing' }, ['active']],
    [{ state: 'deleted' }, ['deleted']],
    [{ region: 'us-east-1' }, ['deleted']],
    [{ region: 'us-east-1', state: 'active' }, []],
    [{ find: '33333333' }, ['pending']],
  ])('has what %j lets through', (query, arns) => {
    expect(found(query)).toEqual(arns);
  });

  test('counts each state of what the other filters let through', () => {
    expect(arrangeSources(all, { ...everySource, state: 'deleted' }).counts).toEqual({
      '': 4,
      pending: 1,
      active: 2,
      paused: 1,
      failing: 1,
      deleted: 1,
    });
    expect(arrangeSources(all, { ...everySource, region: 'us-east-1' }).counts).toMatchObject({
      '': 1,
      active: 0,
      deleted: 1,
    });
  });
});

test('the Regions to choose from are those of the sources, and the chosen one', () => {
  expect(regionsOf(all, '')).toEqual(['eu-west-1', 'us-east-1']);
  expect(regionsOf([], 'eu-west-1')).toEqual(['eu-west-1']);
});

describe('a page of the list', () => {
  const many = Array.from({ length: 101 }, (_, index) => aSource({ arn: String(index) }));

  test.each([
    [1, 1, '0', 50],
    [3, 3, '100', 1],
    [9, 3, '100', 1],
  ])('%d is page %d, from source %s on, with %d rows', (wanted, page, first, rows) => {
    const shown = pageOf(many, wanted);
    expect(shown).toMatchObject({ page, pages: 3 });
    expect([shown.rows[0]?.arn, shown.rows.length]).toEqual([first, rows]);
  });

  test('of nothing is empty', () => {
    expect(pageOf([], 1)).toEqual({ page: 1, pages: 1, start: 0, rows: [] });
  });
});
