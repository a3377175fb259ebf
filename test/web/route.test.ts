import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { hashOf, parseHash, type Route } from '../../web/route.ts';

describe('the URL’s hash', () => {
  test.each<[string, Route]>([
    ['', { view: 'sources', generator: '' }],
    ['#/sources', { view: 'sources', generator: '' }],
    ['#/sources?generator=acme%2Frepo1', { view: 'sources', generator: 'acme/repo1' }],
    [
      '#/sources/eu-west-1/aws.partner/v/acme/repo1/111122223333',
      {
        view: 'source',
        source: { region: 'eu-west-1', name: 'aws.partner/v/acme/repo1/111122223333' },
      },
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
      fc.record({ view: fc.constant('sources' as const), generator: text }),
      fc.record({
        view: fc.constant('register' as const),
        prefilled: fc.record({ generator: text, account: text, region: text }),
      }),
      fc.record({
        view: fc.constant('source' as const),
        source: fc.record({ region: fc.stringMatching(/^[a-z0-9-]+$/), name: text }),
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
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(parseHash(`#/${text}`)).toHaveProperty('view');
      }),
    );
  });
});
