import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { everything } from '../../web/deliveries/delivery-filter.ts';
import { allSources, hashOf, parseHash, viewKeyOf, type Route } from '../../web/route.ts';
import { sortColumns, stateChoices } from '../../web/sources/source-query.ts';
import { anyCharacter } from '../support/any-character.ts';

describe('the URL’s hash', () => {
  test.each<[string, Route]>([
    ['', allSources],
    ['#/sources', allSources],
    ['#/sources?generator=acme%2Frepo1', { ...allSources, generator: 'acme/repo1' }],
    [
      '#/sources?find=repo&state=pending&region=eu-west-1&sort=-lastEvent&page=3',
      {
        ...allSources,
        find: 'repo',
        state: 'pending',
        region: 'eu-west-1',
        sort: 'lastEvent',
        isDescending: true,
        page: 3,
      },
    ],
    ['#/sources?state=gone&sort=-name&page=0', allSources],
    [
      '#/sources/eu-west-1/aws.partner/v/acme/repo1/111122223333',
      {
        view: 'source',
        source: { region: 'eu-west-1', name: 'aws.partner/v/acme/repo1/111122223333' },
      },
    ],
    [
      '#/sources/eu-west-1/a/b?tab=deliveries&range=7d&outcome=failed&open=e%2F1',
      {
        view: 'deliveries',
        source: { region: 'eu-west-1', name: 'a/b' },
        filter: { ...everything, range: '7d', outcome: 'failed' },
        open: 'e/1',
      },
    ],
    [
      '#/sources/eu-west-1/a/b?tab=replays&replay=r1',
      { view: 'replays', source: { region: 'eu-west-1', name: 'a/b' }, replay: 'r1' },
    ],
    [
      '#/sources/eu-west-1/a/b?tab=elsewhere',
      { view: 'source', source: { region: 'eu-west-1', name: 'a/b' } },
    ],
    [
      '#/register?account=111122223333&region=eu-west-1',
      {
        view: 'register',
        prefilled: { generator: '', account: '111122223333', region: 'eu-west-1' },
      },
    ],
    ['#/detail-types', { view: 'detailTypes' }],
    ['#/detail-types/issues.opened', { view: 'detailType', detailType: 'issues.opened' }],
    ['#/elsewhere', { view: 'notFound' }],
    ['#/sources/eu-west-1', { view: 'notFound' }],
    ['#/detail-types/%', { view: 'notFound' }],
    ['#/sources/%/%', { view: 'notFound' }],
  ])('%j names a view', (hash, route) => {
    expect(parseHash(hash)).toEqual(route);
  });

  test('leads back to the view that it was made of', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1 });
    const anyRoute: fc.Arbitrary<Route> = fc.oneof(
      fc.record({
        view: fc.constant('sources' as const),
        generator: text,
        find: text,
        state: fc.constantFrom('' as const, ...stateChoices),
        region: text,
        sort: fc.constantFrom(...sortColumns),
        isDescending: fc.boolean(),
        page: fc.integer({ min: 1, max: 9_999_999 }),
      }),
      fc.record({
        view: fc.constant('register' as const),
        prefilled: fc.record({ generator: text, account: text, region: text }),
      }),
      fc.record({
        view: fc.constant('source' as const),
        source: fc.record({ region: fc.stringMatching(/^[a-z0-9-]+$/), name: text }),
      }),
      fc.record({
        view: fc.constant('deliveries' as const),
        source: fc.record({ region: fc.stringMatching(/^[a-z0-9-]+$/), name: text }),
        filter: fc.record({
          range: fc.constantFrom('1h' as const, '24h' as const, '7d' as const, 'own' as const),
          since: fc.constantFrom('', '2026-11-21T19:00:00.000Z'),
          until: fc.constantFrom('', '2026-11-22T19:00:00.000Z'),
          outcome: text,
          type: text,
          event: text,
        }),
        open: text,
      }),
      fc.record({
        view: fc.constant('replays' as const),
        source: fc.record({ region: fc.stringMatching(/^[a-z0-9-]+$/), name: text }),
        replay: text,
      }),
      fc.record({ view: fc.constant('detailType' as const), detailType: text }),
    );
    fc.assert(
      fc.property(anyRoute, (route) => {
        // As the browser hands it back.
        const { hash } = new URL(hashOf(route), 'https://vendor.test/');
        expect(parseHash(hash)).toEqual(route);
      }),
    );
  });

  test('never throws, whatever its content', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), (text) => {
        expect(parseHash(`#/${text}`)).toHaveProperty('view');
      }),
    );
  });
});

test('a source’s view stays the same while its tab and its filter change', () => {
  const source = { region: 'eu-west-1', name: 'a/b' };
  const open: Route = { view: 'deliveries', source, filter: everything, open: 'e1' };
  expect(viewKeyOf(open)).toBe(viewKeyOf({ view: 'source', source }));
  expect(viewKeyOf(open)).not.toBe(
    viewKeyOf({ view: 'source', source: { ...source, name: 'a/c' } }),
  );
});

test('the list stays the same view while it is filtered, sorted and paged', () => {
  const list = viewKeyOf(allSources);
  const filtered: Route = { ...allSources, find: 'repo', state: 'active', sort: 'state', page: 2 };
  expect(viewKeyOf(filtered)).toBe(list);
  expect(viewKeyOf({ ...allSources, generator: 'acme/repo1' })).not.toBe(list);
});
