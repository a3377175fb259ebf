import { authorize } from '../../../../local/http-api/authorize.ts';
import type { Claims } from '../../../../local/http-api/claim-texts.ts';
import { httpApi } from '../../../../local/http-api/http-api.ts';
import type { HttpAnswer, HttpRequest } from '../../../../local/http-api/http-message.ts';
import { newMapping } from '../../../../lambdas/domain/mapping.ts';
import { registrationHandler } from '../../../../lambdas/registration/handler.ts';
import type { PageFiles } from '../../../../lambdas/registration/page-files.ts';
import { httpRoutes } from '../../../../lambdas/registration/routes.ts';
import { aNotification } from '../../../support/domain-builders.ts';
import { fakeSourceCalls } from '../../../support/fake-source-calls.ts';
import { fakeRegistration } from '../../../support/registration-services.ts';
import type { Handler } from './around-handler.ts';
import {
  requestUnderWay,
  tenantOfName,
  tenantsOfMessage,
  underWay,
  watched,
  type Ports,
  type UnderWay,
} from './accesses.ts';
import type { RegistrationServices } from '../../../../lambdas/ports/registration-services.ts';
import { tokensNowMs, trust } from './credentials.ts';
import type { Heirloom, History } from './history.ts';
import { namedThing, type NamedThing } from './http-request.ts';

/** The parts of a world in whose place a test may put others, to see what the invariants say to that. */
export interface Parts {
  /** What is under the watch: only what it is asked and what it answers is seen. */
  readonly ports: (ports: Ports) => Ports;
  /** Takes an Authorization header. */
  readonly authorize: (header: string | undefined) => Promise<Claims | 'unauthorized'>;
  readonly handler: Handler;
}

/** The parts as they are. */
export const soundParts: Parts = {
  ports: (ports) => ports,
  authorize: (header) => authorize(header, { ...trust, now: tokensNowMs }),
  handler: registrationHandler,
};

/** Registration in memory, with its HTTP API before it. */
export interface World {
  /** Answers a request; what is done for it is noted with it. */
  send(request: HttpRequest, as: UnderWay): Promise<HttpAnswer>;
  pass(milliseconds: number): void;
  /** The customer creates the source's bus. */
  accept(thing: NamedThing): void;
  /** The customer deletes the bus. */
  leave(thing: NamedThing): void;
  /** AWS has the source no longer. */
  lose(thing: NamedThing): Promise<void>;
  /** All that there is of a tenant, in the table, in AWS and on the queue. */
  belongings(tenant: string): object;
}

/** A world with a history's heirlooms in it and nothing else. Time stops unless a test advances it. */
export async function startWorld(
  { heirlooms, tenants, isTight }: Pick<History, 'heirlooms' | 'tenants' | 'isTight'>,
  parts: Parts,
): Promise<World> {
  const registration = fakeRegistration(isTight ? { settings: tightLimits } : {});
  const { clock, services, table, mappings, sources, queue } = registration;
  const { ledger, admissions } = services;
  const ports = watched(
    parts.ports({ table, retirements: mappings, ledger, admissions, sources, eventsQueue: queue }),
  );
  for (const heirloom of heirlooms) {
    await bequeath(heirloom, namedThing(heirloom, tenants), { table, mappings, sources });
  }
  const handle = parts.handler(servicesOf(services, ports), page);
  const answer = httpApi({
    rates: { fetchesPerSecond: 40 },
    routes: httpRoutes,
    authorize: parts.authorize,
    // Through JSON, as Lambda hands events over.
    invoke: async (event) => ({
      kind: 'returned',
      payload: await handle(JSON.parse(JSON.stringify(event))),
    }),
    now: async () => clock.now(),
  });
  return {
    send: (request, as) => underWay.run(as, () => answer(request)),
    pass: (milliseconds) => clock.advance(milliseconds),
    accept: ({ region, name }) => sources.accept(region, name),
    leave: ({ region, name }) => sources.leave(region, name),
    lose: ({ region, name, account }) => sources.delete(region, name, account),
    belongings: (tenant) => belongingsOf(tenant, registration),
  };
}

/** The services of a registration whose calls go to these ports. */
function servicesOf(services: RegistrationServices, ports: Ports): RegistrationServices {
  const { table, sources, ...others } = ports;
  return {
    ...services,
    ...others,
    mappings: table,
    beginSourceCalls: () => fakeSourceCalls(sources),
    newId: () => requestUnderWay().newId(),
  };
}

function belongingsOf(
  tenant: string,
  { mappings, sources, queue, replays }: ReturnType<typeof fakeRegistration>,
): object {
  return {
    replays: replays.all().filter(({ source }) => source.tenant === tenant),
    mappings: mappings.all().filter((mapping) => mapping.tenant === tenant),
    sources: sources.all().filter(({ name }) => tenantOfName(name) === tenant),
    messages: queue.messages.filter((message) => tenantsOfMessage(message).includes(tenant)),
  };
}

/** Limits that a few requests reach. */
const tightLimits = {
  limits: { maxSources: 3, maxPendingSources: 2 },
  maxRequestsPerMinute: 4,
};

/** Registers a source and lets it come into its condition. */
async function bequeath(
  { condition }: Heirloom,
  { generator, account, region, name, arn }: NamedThing,
  {
    table,
    mappings,
    sources,
  }: Pick<ReturnType<typeof fakeRegistration>, 'table' | 'mappings' | 'sources'>,
): Promise<void> {
  const mapping = newMapping(
    { generator, account, region },
    { name, arn },
    { generation: `of old ${arn}`, createdAt: '2026-11-01T00:00:00.000Z' },
  );
  if ((await table.register(mapping, undefined)) === 'superseded') return;
  await sources.create(region, name, account);
  if (condition === 'active') sources.accept(region, name);
  if (condition === 'retired') await mappings.retire(mapping, aNotification());
  if (condition === 'retired' || condition === 'gone') await sources.delete(region, name, account);
}

/** What anybody may have. */
const page: PageFiles = new Map(
  ['/', '/config.json', '/openapi.yaml'].map((path) => [
    path,
    () => ({ statusCode: 200, headers: { 'content-type': 'text/plain' }, body: path }),
  ]),
);
