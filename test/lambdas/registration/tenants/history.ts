import * as fc from 'fast-check';
import { registrationTestSettings } from '../../../support/registration-services.ts';
import type { CredentialKind } from './credentials.ts';

/** One of the two tenants of a history. */
export type TenantIndex = 0 | 1;

/** A source that a tenant has, may have, or would like to have. */
export interface Thing {
  readonly of: TenantIndex;
  /** Of {@link resources}. */
  readonly resource: number;
  /** Of {@link accounts}. */
  readonly account: number;
  /** Of {@link regions}. */
  readonly region: number;
}

/** A source that is there when a history begins. */
export interface Heirloom extends Thing {
  /** `gone`: deleted in AWS, which nobody has noticed. */
  readonly condition: 'pending' | 'active' | 'retired' | 'gone';
}

/** Something that happens. */
export type Step =
  | ({ readonly kind: 'request' } & PlannedRequest)
  | { readonly kind: 'time passes'; readonly milliseconds: number }
  | {
      readonly kind: 'customer accepts' | 'customer leaves' | 'source disappears';
      readonly thing: Thing;
    };

/** A request, before it is known which cursors there will be. */
export interface PlannedRequest {
  /** Whom the credential names. */
  readonly caller: TenantIndex;
  readonly credential: CredentialKind;
  readonly doing: Doing;
  /** What the request is about; not always the caller's. */
  readonly thing: Thing;
  readonly spelling: Spelling;
  /** Chooses among the values that each parameter can have, and what is wrong with a body. */
  readonly choice: number;
  /** Chooses among the cursors that anybody was given so far. */
  readonly cursor: number | undefined;
  readonly idempotencyKey: string | undefined;
  /** The request names a tenant in every other way that a server might believe. */
  readonly pretends: boolean;
  /** The n-th access that is made for the request fails, and all after it. */
  readonly failsFrom: number | undefined;
  /** It is under way at the same time as the one before, unless that is the same tenant's. */
  readonly isAtOnce: boolean;
}

/** Everything that can be asked for. */
export type Doing = (typeof doings)[number];

/** How a name is written in the path. */
export type Spelling = (typeof spellings)[number];

/** What two tenants did, and what they had before. */
export interface History {
  readonly tenants: readonly [string, string];
  readonly heirlooms: readonly Heirloom[];
  readonly steps: readonly Step[];
  /** Limits that a few requests reach. */
  readonly isTight: boolean;
}

/** Pairs of tenants that are easily taken for one another. */
export const tenantPairs: readonly (readonly [string, string])[] = [
  ['acme', 'acme-2'],
  ['acme', 'Acme'],
  ['acme', 'acme%2Frepo1'],
  ['acme', 'acme_.2Frepo1'],
  ['caf\u00e9', 'cafe\u0301'],
  ['acme', '#tenant'],
];

/** The last segments of generators. */
export const resources = ['repo1', 'repo1/main', 'Repo 1', 'repo9'];

/** Of the resources, the one that nobody has anything of at first. */
export const nothingHere = 3;

/** AWS accounts, which both tenants' customers use. */
export const accounts = ['111111111111', '222222222222'];

/** The vendor's partner name, and the two Regions that customers may choose. */
export const { partnerName, regions } = registrationTestSettings;

const doings = [
  'listSources',
  'registerSource',
  'getSource',
  'changeSource',
  'deleteSource',
  'recreateSource',
  'sendTestEvent',
  'listRegions',
  'listDetailTypes',
  'getDetailType',
  'getCatalogExport',
  'pauseSource',
  'resumeSource',
  'skipBacklog',
  'decideMissed',
  'resendEvent',
  'requestReplay',
  'listReplays',
  'getReplay',
  'cancelReplay',
  'an odd method',
  'the page',
] as const;

/** The operations on a source that the path names. */
export const namedDoings = [
  'getSource',
  'changeSource',
  'deleteSource',
  'recreateSource',
  'sendTestEvent',
  'pauseSource',
  'resumeSource',
  'skipBacklog',
  'decideMissed',
  'resendEvent',
] as const satisfies readonly Doing[];

const spellings = [
  'encoded',
  'plain',
  'encoded twice',
  'with dots',
  'with a slash behind',
] as const;

const anyTenantIndex = fc.constantFrom<TenantIndex>(0, 1);

/** Few things are asked for, and often, so that those that are there are met. */
const anyThingOf = (...somethings: readonly number[]) => ({
  of: anyTenantIndex,
  resource: fc.constantFrom(0, 0, 0, 0, ...somethings),
  account: fc.constantFrom(0, 0, 0, 0, 1),
  region: fc.constantFrom(0, 0, 0, 0, 1),
});

const anyThing: fc.Arbitrary<Thing> = fc.record(anyThingOf(1, 2, nothingHere));

const anyHeirloom: fc.Arbitrary<Heirloom> = fc.record({
  ...anyThingOf(1, 2),
  condition: fc.constantFrom('pending', 'active', 'active', 'retired', 'gone'),
});

/** Requests with credentials of these kinds. */
const anyRequest = (
  kinds: readonly CredentialKind[],
): fc.Arbitrary<{ readonly kind: 'request' } & PlannedRequest> =>
  fc.record({
    kind: fc.constant('request' as const),
    caller: anyTenantIndex,
    credential: fc.constantFrom(...kinds),
    doing: fc.constantFrom<Doing[]>(
      ...doings,
      ...namedDoings,
      'listSources',
      'registerSource',
      'registerSource',
      'registerSource',
    ),
    thing: anyThing,
    spelling: fc.constantFrom<Spelling[]>('encoded', 'encoded', 'encoded', 'plain', ...spellings),
    choice: fc.nat({ max: 19 }),
    cursor: fc.option(fc.nat({ max: 9 }), { nil: undefined, freq: 2 }),
    idempotencyKey: fc.constantFrom(undefined, 'key-1', 'key-1', 'key-1', 'key-2'),
    pretends: fc.constantFrom(false, false, false, true),
    failsFrom: fc.constantFrom(...Array<undefined>(24).fill(undefined), 1, 2, 3, 4, 5, 6),
    isAtOnce: fc.boolean(),
  });

const anyHappening: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constant('time passes' as const),
    milliseconds: fc.constantFrom(1_000, 61_000, 86_400_000, 8 * 86_400_000),
  }),
  fc.record({
    kind: fc.constantFrom('customer accepts', 'customer leaves', 'source disappears'),
    thing: anyThing,
  }),
);

/** Histories of three to twelve requests, most of them with a valid token. */
export const anyHistory = (kinds: readonly CredentialKind[]): fc.Arbitrary<History> => {
  const anyOne = fc.oneof(
    { weight: 3, arbitrary: anyRequest(['valid']) },
    { weight: 1, arbitrary: anyRequest(kinds) },
  );
  return fc.record({
    tenants: fc.constantFrom(...tenantPairs),
    heirlooms: fc.array(anyHeirloom, { minLength: 2, maxLength: 6, size: 'max' }),
    steps: fc
      .tuple(
        fc.array(anyOne, { minLength: 3, maxLength: 12, size: 'max' }),
        fc.array(anyHappening, { maxLength: 3 }),
        fc.nat(),
      )
      .map(([requests, happenings, place]) => strewn<Step>(requests, happenings, place)),
    isTight: fc.boolean(),
  });
};

/** A source of the second tenant, and a request that the first one makes about it. */
export type ForeignRequest = typeof anyForeignRequest extends fc.Arbitrary<infer R> ? R : never;

/** Foreign requests of all operations that are about a source. */
export const anyForeignRequest = fc.record({
  tenants: fc.constantFrom(...tenantPairs),
  heirloom: anyHeirloom.map((heirloom) => ({ ...heirloom, of: 1 as const })),
  request: fc
    .record({
      request: anyRequest(['valid']),
      doing: fc.constantFrom<Doing[]>(...namedDoings, 'listSources', 'registerSource'),
    })
    .map(({ request, doing }) => ({
      ...request,
      doing,
      caller: 0 as const,
      failsFrom: undefined,
    })),
});

/** The steps in their order, with the others put among them. */
function strewn<T>(steps: readonly T[], others: readonly T[], place: number): readonly T[] {
  const all = [...steps];
  for (const [index, other] of others.entries()) {
    all.splice((place + index * 5) % (all.length + 1), 0, other);
  }
  return all;
}
