import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { sourceName } from '../../../../lambdas/domain/source-name.ts';
import { findReadings } from '../../../../lambdas/registration/routes.ts';
import { anyGenerator, anyText } from '../../../support/arbitraries.ts';
import { sourceOf, mappingOf } from '../../../support/customer.ts';
import { aHistoryRow } from '../../../support/fake-history-reader.ts';
import { propertyRuns } from '../../../support/property-runs.ts';
import { ago, aStage, name, source, wish } from './stage.ts';

const hostileIds = [
  'a/b',
  '/',
  '//',
  'a/deliveries/b',
  'deliveries/111122223333/deliveries/x',
  'x/111122223333/deliveries/y',
  'x/111122223333',
  'x/recreate',
  'x/test-event',
  'x/stats',
  'x/deliveries',
  '%2F',
  '100%',
  '%',
  '%E0%A4%A',
  'é 😀?#&=',
  '__proto__',
  'constructor',
  ' ',
  '\n',
  '{"a":1}',
];

/** The path of an event as it is sent, and as API Gateway hands it on: decoded once. */
const forms = (sourceText: string, id: string): readonly string[] => {
  const sent = `/sources/${encodeURIComponent(sourceText)}/deliveries/${encodeURIComponent(id)}`;
  return [sent, decodeURIComponent(sent)];
};

describe('an event’s path', () => {
  test.each(hostileIds)('leads to it, decoded or not: %j', async (id) => {
    const { own, get } = aStage();
    own.record(source, ago(60), [aHistoryRow({ eventId: id }), aHistoryRow({ eventId: 'x' })]);
    for (const path of forms(name, id)) {
      const { status, json } = await get(path);
      expect({ path, status, event: json.event }).toEqual({ path, status: 200, event: id });
    }
    for (const path of [`/events/${encodeURIComponent(id)}`, `/events/${id}`]) {
      const { json } = await get(path);
      expect(json.deliveries.map(({ event }: { event: string }) => event)).toEqual([id]);
    }
  });

  test('leads to it for every generator and id', async () => {
    expect.hasAssertions();
    await fc.assert(
      fc.asyncProperty(anyGenerator, anyText, async (generator, id) => {
        const one = { ...wish, generator };
        const { name: itsName, arn } = sourceOf(one);
        fc.pre(itsName.length <= 256);
        const mapping = mappingOf(one);
        const { own, get } = aStage({ mappings: [mapping] });
        const history = { tenant: mapping.tenant, sourceArn: arn };
        own.record(history, ago(60), [aHistoryRow({ eventId: id })]);
        const claims = { tenant: mapping.tenant };
        for (const path of forms(itsName, id)) {
          const { status, json } = await get(path, {}, { claims });
          // Some of these texts are no tenant's name.
          expect(status === 403 ? id : json.event).toBe(id);
        }
      }),
      { numRuns: propertyRuns(300) },
    );
  });

  test('is the source’s whose name it is, if there is one', async () => {
    const longer = { ...wish, generator: `${wish.generator}/111122223333/deliveries/x` };
    const { own, get, sources } = aStage({ mappings: [mappingOf(wish), mappingOf(longer)] });
    own.record(source, ago(60), [aHistoryRow({ eventId: 'x/111122223333' })]);
    await sources.create(longer.region, sourceOf(longer).name, longer.account);
    const path = `/sources/${sourceOf(longer).name}`;

    expect(path).toBe(`/sources/${name}/deliveries/x/111122223333`);
    expect((await get(path)).json).toMatchObject({ name: sourceOf(longer).name });
    // The list finds it nevertheless.
    const { json } = await get(`/sources/${name}/deliveries`, { event: 'x/111122223333' });
    expect(json.deliveries).toHaveLength(1);
  });

  test('is of the longest name that the tenant has', async () => {
    const longer = { ...wish, generator: `${wish.generator}/111122223333/deliveries/x` };
    const { own, get } = aStage({ mappings: [mappingOf(wish), mappingOf(longer)] });
    const { name: longName, arn } = sourceOf(longer);
    own.record({ tenant: 'acct1', sourceArn: arn }, ago(60), [aHistoryRow({ eventId: 'y' })]);
    const { json } = await get(`/sources/${longName}/deliveries/y`);

    expect(json).toMatchObject({ event: 'y', source: { name: longName } });
  });
});

test.each([
  ['POST', `/sources/${name}/deliveries`, 'GET, HEAD'],
  ['DELETE', `/sources/${name}/deliveries/x`, 'GET, HEAD'],
  ['PUT', '/events/x', 'GET, HEAD'],
  ['GET', `/sources/${name}/recreate`, 'POST'],
])('%s %s is not allowed', async (method, path, allow) => {
  const { send } = aStage();

  expect(await send({ method, path })).toMatchObject({ statusCode: 405, headers: { allow } });
});

test.each(['deliveries', 'deliveries/x', 'stats', 'missed'])(
  'a name that no source can have is not found: %s',
  async (suffix) => {
    const { get, own } = aStage();
    for (const one of ['x', 'x/111122223333', 'aws.partner/vendor.test/acct1/111122223333']) {
      expect((await get(`/sources/${one}/${suffix}`)).json).toMatchObject({ status: 404 });
    }
    expect(own.calls).toEqual([]);
  },
);

test('every reading of a path is about one tenant', () => {
  fc.assert(
    fc.property(
      anyGenerator,
      fc.array(fc.constantFrom('/deliveries/', '/111122223333', 'x', '%2F', '/recreate')),
      (generator, parts) => {
        const path = `/sources/${sourceName('vendor.test', generator, '111122223333')}${parts.join('')}`;
        const readings = findReadings('GET', path);
        const names = 'kind' in readings ? [] : readings.map(({ parameter }) => parameter);

        expect(names.every((one) => path.slice('/sources/'.length).startsWith(one))).toBe(true);
      },
    ),
  );
});
