import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { catalogFiles } from '../../../tools/catalog/catalog-files.ts';
import { readCatalog } from '../../../lambdas/registration/catalog.ts';
import { demonstrationEvents } from '../../../local/demonstration.ts';
import { compileDetailSchema } from '../../support/detail-schemas.ts';
import { propertyRuns } from '../../support/property-runs.ts';

const folder = join(import.meta.dirname, '../../../catalog');
const catalog = readCatalog(folder, 'vendor.example.test');
const events: { detailType: string; detail: Json }[] = [];
for await (const { text } of demonstrationEvents()) events.push(JSON.parse(text));
const detailTypes = [...new Set(events.map(({ detailType }) => detailType))].toSorted();
const files = await catalogFiles();

type Json = Record<string, unknown>;

const described = new Map(
  await Promise.all(
    detailTypes.map(async (detailType) => [detailType, (await catalog.find(detailType))!] as const),
  ),
);
const validators = new Map(
  [...described].map(([detailType, { schema }]) => [detailType, compileDetailSchema(schema)]),
);

test('the files are those that the payloads make now', async () => {
  for (const { path, text } of files.filter((file) => file.path !== 'index.json')) {
    const written = await readFile(join(folder, path), 'utf8');

    // Whole files would drown a failure.
    expect([path, written === text]).toEqual([path, true]);
  }
});

test('the index has what the payloads make now, and may have detail types of its own', async () => {
  const made: Json[] = JSON.parse(files.find(({ path }) => path === 'index.json')!.text);
  const index: Json[] = JSON.parse(await readFile(join(folder, 'index.json'), 'utf8'));

  expect(made).toHaveLength(detailTypes.length);
  expect(index.filter(({ detailType }) => detailTypes.includes(String(detailType)))).toEqual(made);
});

function kept(detailType: string): readonly string[] {
  return described.get(detailType)!.keptInStub;
}

test('stubs keep the members that have one value each', () => {
  expect(kept('pull_request.synchronize')).toEqual(['action', 'number', 'before', 'after']);
  // Of "base_ref", which is null in all payloads, nothing is known.
  expect(kept('push')).toEqual([
    'ref',
    'before',
    'after',
    'created',
    'deleted',
    'forced',
    'compare',
  ]);
  expect(kept('public')).toEqual([]);
});

test('the files are small enough to be kept', () => {
  const bytes = files.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);

  expect(bytes).toBeLessThan(4_000_000);
});

test('no file holds what looks like a leaked key', () => {
  const suspects = files.filter(({ text }) => /AKIA[0-9A-Z]{16}|\bgh[opsu]_\w{20}/.test(text));

  expect(suspects.map(({ path }) => path)).toEqual([]);
});

test('the catalogue has the 161 detail types of the demonstration', () => {
  const listed = catalog.list().map(({ detailType }) => detailType);

  expect(detailTypes).toHaveLength(161);
  expect(listed.filter((one) => detailTypes.includes(one))).toEqual(detailTypes);
});

describe('the schemas', () => {
  test('take every payload of the demonstration', () => {
    expect(events).toHaveLength(329);
    for (const { detailType, detail } of events) {
      const validate = validators.get(detailType)!;
      validate(detail);

      expect([detailType, validate.errors]).toEqual([detailType, null]);
    }
  });

  test('refuse the payload of another action', () => {
    const { detail } = described.get('issues.opened')!.samples[0]!;

    expect(validators.get('issues.opened')!(detail)).toBe(true);
    expect(validators.get('issues.reopened')!(detail)).toBe(false);
  });

  test('refuse a sample with a required member gone or of another type, in any object', () => {
    const damaged = fc.constantFrom(...detailTypes).chain((detailType) => {
      const { schema, samples } = described.get(detailType)!;
      const places = placesIn(schema, samples[0]!.detail);
      return fc.record({
        detailType: fc.constant(detailType),
        place: fc.constantFrom(...places),
        damage: fc.constantFrom('remove', 'retype'),
      });
    });

    fc.assert(
      fc.property(damaged, ({ detailType, place, damage }) => {
        const detail = structuredClone(described.get(detailType)!.samples[0]!.detail);
        damageAt(detail, place, damage);

        expect(validators.get(detailType)!(detail)).toBe(false);
      }),
      { numRuns: propertyRuns(2_000) },
    );
  });
});

/** The ways to the required members of known type that a value has. */
function placesIn(schema: Json, value: unknown): readonly (readonly string[])[] {
  const { properties = {}, required = [] } = schema as {
    properties?: Record<string, Json>;
    required?: readonly string[];
  };
  if (typeof value !== 'object' || value === null) return [];
  return required
    .filter((member) => properties[member]!['type'] !== undefined)
    .flatMap((member) => {
      const inner = placesIn(properties[member]!, (value as Json)[member]);
      return [[member], ...inner.map((place) => [member, ...place])];
    });
}

function damageAt(detail: unknown, place: readonly string[], damage: string): void {
  const owner = place.slice(0, -1).reduce((value, member) => (value as Json)[member], detail);
  const last = place.at(-1)!;
  if (damage === 'remove') delete (owner as Json)[last];
  // No payload has a member that may be any of these as well as what it is.
  else (owner as Json)[last] = typeof (owner as Json)[last] === 'boolean' ? 'text' : true;
}
