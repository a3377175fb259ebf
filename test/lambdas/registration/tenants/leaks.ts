import { compactVerify, decodeJwt } from 'jose';
import { setImmediate } from 'node:timers/promises';
import { claimTexts } from '../../../../local/http-api/claim-texts.ts';
import type { Mapping } from '../../../../lambdas/domain/mapping.ts';
import { parseSourceName } from '../../../../lambdas/domain/source-name.ts';
import type { HttpApiEvent } from '../../../../lambdas/registration/handler.ts';
import type {
  RegistrationTable,
  TenantAdmissions,
  TenantLedger,
} from '../../../../lambdas/ports/registration.ts';
import { decodePath } from '../../../../lambdas/registration/routes.ts';
import { registrationTestSettings } from '../../../support/registration-services.ts';
import { tenantOfName, type Ports } from './accesses.ts';
import { handlerWith, withClaims, type Handle, type Handler } from './around-handler.ts';
import { trust } from './credentials.ts';
import { partnerName, tenantPairs } from './history.ts';
import { invariants, type Invariant } from './invariants.ts';
import type { Parts } from './world.ts';

/** A mistake that lets something of one tenant out to another. */
export interface Leak {
  readonly mistake: string;
  /** The parts that have the mistake in them; the others are sound. */
  readonly parts: Partial<Parts>;
  /** The invariants that are sure to find it. */
  readonly foundBy: readonly Invariant[];
}

const { tenantClaim } = registrationTestSettings;
/** Mistakes that have been made in services like this one. */
export const leaks: readonly Leak[] = [
  {
    mistake: 'claims are taken from a token whose signature nobody checks',
    parts: { authorize: async (header) => claimsIn(header) },
    foundBy: [invariants.nothingForNobody],
  },
  {
    mistake: 'a signature is enough, whoever the token is for and however old it is',
    parts: { authorize: signedClaims },
    foundBy: [invariants.nothingForNobody],
  },
  {
    mistake: 'the tenant is the one that owns the source in the path',
    parts: { handler: handlerThatBelieves(tenantOfPath) },
    foundBy: [
      invariants.nothingRead,
      invariants.nothingWritten,
      invariants.sameAnswers,
      invariants.sameBelongings,
    ],
  },
  {
    mistake: 'the tenant is the one that the query names',
    parts: { handler: handlerThatBelieves((event) => event.queryStringParameters?.[tenantClaim]) },
    foundBy: [invariants.nothingRead, invariants.nothingWritten, invariants.sameAnswers],
  },
  {
    mistake: 'the tenant is kept where requests at the same time share it',
    parts: { handler: handlerWithSharedTenant },
    foundBy: [invariants.nothingRead, invariants.sameAnswers],
  },
  {
    mistake: 'answers are kept by their address alone',
    parts: { handler: handlerWithCache },
    foundBy: [invariants.sameAnswers],
  },
  {
    mistake: "another tenant's source is forbidden rather than absent",
    parts: { handler: handlerThatForbids },
    foundBy: [invariants.nothingRead, invariants.sameAnswers],
  },
  {
    mistake: "a list is filtered by the beginning of the tenant's name",
    parts: { ports: withTable((table) => ({ list: listByBeginning(table) })) },
    foundBy: [invariants.nothingRead, invariants.sameAnswers],
  },
  {
    mistake: 'deleting a source deletes those of the same account',
    parts: { ports: withTable((table) => ({ remove: removeByAccount(table) })) },
    foundBy: [invariants.sameBelongings],
  },
  {
    mistake: 'requests are counted for all tenants together',
    parts: {
      ports: withLedger((ledger) => ({
        countRequest: (_, nowMs) => ledger.countRequest('everybody', nowMs),
      })),
    },
    foundBy: [invariants.sameAnswers],
  },
  {
    mistake: 'all tenants together have the limits of one',
    parts: {
      ports: withAdmissions((admissions, { table }) => ({
        admit: async (source, tenant, limits, nowMs) => {
          const all = await everySource(table);
          if (all.length >= limits.maxSources) return 'sourceLimit';
          return await admissions.admit(source, tenant, limits, nowMs);
        },
      })),
    },
    foundBy: [invariants.sameAnswers],
  },
  {
    mistake: 'idempotency keys are one for all tenants',
    parts: {
      ports: withLedger((ledger) => ({
        claimKey: (_, ...rest) => ledger.claimKey('everybody', ...rest),
      })),
    },
    foundBy: [invariants.sameAnswers],
  },
];

function claimsIn(header: string | undefined) {
  try {
    return claimTexts(decodeJwt((header ?? '').replace('Bearer ', '')));
  } catch {
    return 'unauthorized';
  }
}

async function signedClaims(header: string | undefined) {
  const token = (header ?? '').replace('Bearer ', '');
  try {
    await compactVerify(token, trust.keys, { algorithms: ['RS256'] });
    return claimsIn(header);
  } catch {
    return 'unauthorized';
  }
}

function handlerThatBelieves(tenantIn: (event: HttpApiEvent) => string | undefined): Handler {
  return handlerWith(async (event, handle) => await handle(actingAs(tenantIn(event), event)));
}

function actingAs(tenant: unknown, event: HttpApiEvent): HttpApiEvent {
  const { authorizer } = event.requestContext;
  if (tenant === undefined || authorizer === undefined) return event;
  return withClaims({ ...authorizer.jwt.claims, [tenantClaim]: tenant }, event);
}

function tenantOfPath({ rawPath }: HttpApiEvent): string | undefined {
  const name = /^\/sources\/(.+?)(?:\/recreate|\/test-event)?$/.exec(rawPath)?.[1];
  return name && tenantOfName(decodePath(name));
}

function handlerWithSharedTenant(...wiring: Parameters<Handler>): Handle {
  let tenant: unknown;
  const handler = handlerWith(async (event, handle) => {
    tenant = event.requestContext.authorizer?.jwt.claims[tenantClaim];
    await setImmediate();
    return await handle(actingAs(tenant, event));
  });
  return handler(...wiring);
}

function handlerWithCache(...wiring: Parameters<Handler>): Handle {
  const answers = new Map<string, Awaited<ReturnType<Handle>>>();
  const handler = handlerWith(async (event, handle) => {
    const { rawPath, rawQueryString, requestContext } = event;
    const address = `${requestContext.http.method} ${rawPath}?${rawQueryString}`;
    const answer = answers.get(address) ?? (await handle(event));
    if (answer.statusCode === 200) answers.set(address, answer);
    return answer;
  });
  return handler(...wiring);
}

function handlerThatForbids(...wiring: Parameters<Handler>): Handle {
  const handler = handlerWith(async (event, handle, { mappings }) => {
    const answer = await handle(event);
    const [, name = ''] = /^\/sources\/(.+)$/.exec(event.rawPath) ?? [];
    const { generator } = parseSourceName(partnerName, decodePath(name)) ?? {};
    if (answer.statusCode !== 404 || generator === undefined) return answer;
    const found = await mappings.find(generator).catch(() => []);
    return found.length > 0 ? { ...answer, statusCode: 403 } : answer;
  });
  return handler(...wiring);
}

function withTable(change: (table: RegistrationTable) => Partial<RegistrationTable>) {
  return (ports: Ports): Ports => ({ ...ports, table: { ...ports.table, ...change(ports.table) } });
}

function withLedger(change: (ledger: TenantLedger) => Partial<TenantLedger>) {
  return (ports: Ports): Ports => ({
    ...ports,
    ledger: { ...ports.ledger, ...change(ports.ledger) },
  });
}

function withAdmissions(
  change: (admissions: TenantAdmissions, ports: Ports) => Partial<TenantAdmissions>,
) {
  return (ports: Ports): Ports => ({
    ...ports,
    admissions: { ...ports.admissions, ...change(ports.admissions, ports) },
  });
}

async function everySource(table: RegistrationTable): Promise<readonly Mapping[]> {
  const pages = tenantPairs.flat().map((tenant) => table.list(tenant, { limit: 100 }));
  return (await Promise.all(pages)).flatMap(({ mappings }) => mappings);
}

function listByBeginning(table: RegistrationTable): RegistrationTable['list'] {
  return async (tenant) => {
    const all = await everySource(table);
    return { mappings: all.filter((mapping) => mapping.tenant.startsWith(tenant)) };
  };
}

function removeByAccount(table: RegistrationTable): RegistrationTable['remove'] {
  return async (version) => {
    const all = await everySource(table);
    const removed = await table.remove(version);
    const account = version.sourceArn.slice(-12);
    for (const mapping of all.filter((one) => one.account === account)) await table.remove(mapping);
    return removed;
  };
}
