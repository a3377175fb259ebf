import { beforeAll, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { propertyRuns } from '../../../support/property-runs.ts';
import { answersAbout } from './absence.ts';
import { credentialKinds, credentialsOfEach } from './credentials.ts';
import {
  anyForeignRequest,
  anyHistory,
  namedDoings,
  tenantPairs,
  type History,
  type Thing,
} from './history.ts';
import { invariants, lookForBrokenInvariants, type Invariant } from './invariants.ts';
import { leaks } from './leaks.ts';
import type { Exchange } from './life.ts';
import { soundParts } from './world.ts';

const credentials = await credentialsOfEach(tenantPairs.flat());
const anyMixedHistory = anyHistory(credentialKinds);

// In fewer, the rarest answers might not occur.
const histories = propertyRuns(3_000, 1_500);

describe(`in ${histories} histories of two tenants`, () => {
  const broken = new Map<Invariant, string>();
  const met = new Map<string, number>();

  beforeAll(async () => {
    const report = await fc.check(
      fc.asyncProperty(anyMixedHistory, async (history) => {
        const found = await lookForBrokenInvariants(history, { credentials });
        for (const thing of found.life.exchanges.flatMap((one) => thingsMet(one, history))) {
          met.set(thing, (met.get(thing) ?? 0) + 1);
        }
        // A history that breaks an invariant is made ever smaller; the last one that still does stays here.
        for (const { invariant, how } of found.broken)
          broken.set(invariant, `${how}\n${fc.stringify(history)}`);
        return found.broken.length === 0;
      }),
      { numRuns: histories },
    );
    // A failure that breaks no invariant is a bug of the test.
    if (report.failed && broken.size === 0) throw new Error(fc.defaultReportMessage(report));
    const { seed, counterexamplePath: path } = report;
    for (const [invariant, how] of broken)
      broken.set(invariant, `seed ${seed}, path ${path}: ${how}`);
  }, 180_000);

  test.each(Object.values(invariants))('%s', (invariant) => {
    expect(broken.get(invariant)).toBeUndefined();
  });

  // Histories that end early, because an invariant was broken, say nothing of this.
  const neverMet = (things: readonly string[]) =>
    broken.size > 0 ? [] : things.filter((one) => !met.has(one));

  test('every kind of token was tried', () => {
    expect(neverMet(credentialKinds.map((kind) => `token: ${kind}`))).toEqual([]);
  });

  test('everything was tried on sources of the other tenant', () => {
    const doings = [...namedDoings, 'listSources', 'registerSource'];

    expect(neverMet(doings.map((doing) => `${doing} of a source of the other tenant`))).toEqual([]);
  });

  test('everything has succeeded, and has failed for many reasons', () => {
    expect(neverMet(answersToBeMet)).toEqual([]);
  });
});

const answersToBeMet = [
  ...[200, 201, 400, 404, 409, 422, 429, 503].map((status) => `registerSource: ${status}`),
  ...[200, 400, 429, 503].map((status) => `listSources: ${status}`),
  ...[200, 404].map((status) => `getSource: ${status}`),
  ...[200, 404, 409].map((status) => `changeSource: ${status}`),
  ...[204, 404].map((status) => `deleteSource: ${status}`),
  ...[200, 201, 404].map((status) => `recreateSource: ${status}`),
  ...[202, 404, 409].map((status) => `sendTestEvent: ${status}`),
  ...[200, 404].map((status) => `getDetailType: ${status}`),
  ...[200, 404].map((status) => `getCatalogExport: ${status}`),
  'listRegions: 200',
  'listDetailTypes: 200',
  'the page: 200',
];

/** What shows that histories are not idle: credentials, answers to tenants, and what they tried. */
function thingsMet(
  { planned, credential, answer }: Exchange,
  { tenants, heirlooms }: History,
): readonly string[] {
  const { doing, thing, caller } = planned;
  if (credential.tenant !== tenants[caller]) return [`token: ${credential.kind}`];
  const isOfOther = thing.of !== caller && heirlooms.some((one) => isSame(one, thing));
  return [
    `token: ${credential.kind}`,
    `${doing}: ${answer.status}`,
    ...(isOfOther ? [`${doing} of a source of the other tenant`] : []),
  ];
}

function isSame(one: Thing, other: Thing): boolean {
  return (['of', 'resource', 'account', 'region'] as const).every(
    (field) => one[field] === other[field],
  );
}

test('a source of another tenant is answered as one that is not there, byte for byte', async () => {
  await fc.assert(
    fc.asyncProperty(anyForeignRequest, async (request) => {
      const { there, absent } = await answersAbout(request, { credentials });

      expect(absent).toEqual(absent.map(() => there));
    }),
    { numRuns: propertyRuns(1_000) },
  );
}, 60_000);

describe('it is found out if', () => {
  test("another tenant's source is forbidden rather than absent, in a single answer", async () => {
    const { parts } = leaks.find(({ bug }) => bug.includes('forbidden'))!;
    const surroundings = { credentials, parts: { ...soundParts, ...parts } };
    const requests = fc.sample(anyForeignRequest, { numRuns: 50, seed: 1 });
    const answers = await Promise.all(requests.map((one) => answersAbout(one, surroundings)));

    expect(answers.every(({ there, absent }) => absent.every((one) => one === there))).toBe(false);
  });

  const sampled = fc.sample(anyMixedHistory, { numRuns: 2_000, seed: 1 });

  test.each(leaks)(
    '$bug',
    async ({ parts, foundBy }) => {
      const left = new Set(foundBy);
      for (const history of sampled) {
        const surroundings = { credentials, parts: { ...soundParts, ...parts } };
        const { broken } = await lookForBrokenInvariants(history, surroundings);
        for (const { invariant } of broken) left.delete(invariant);
        if (left.size === 0) break;
      }
      expect([...left]).toEqual([]);
    },
    60_000,
  );
});
