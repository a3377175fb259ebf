import type { HttpRequest } from '../../../../local/http-api/http-message.ts';
import { sourceName } from '../../../../lambdas/domain/source-name.ts';
import { arnOf } from '../../../support/fake-partner-sources.ts';
import {
  accounts,
  partnerName,
  regions,
  resources,
  type PlannedRequest,
  type Spelling,
  type Thing,
} from './history.ts';

/** What a planned request is made with. */
export interface Circumstances {
  readonly tenants: readonly [string, string];
  /** The Authorization header. */
  readonly authorization: string | undefined;
  /** Cursors that were given out so far, to whomever. */
  readonly cursors: readonly string[];
}

/** A thing of a history by its names in AWS and here. */
export interface NamedThing {
  readonly tenant: string;
  readonly generator: string;
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly arn: string;
}

/** Names a thing. */
export function namedThing(thing: Thing, tenants: readonly [string, string]): NamedThing {
  const tenant = tenants[thing.of];
  const generator = `${tenant}/${resources[thing.resource]}`;
  const account = accounts[thing.account]!;
  const region = regions[thing.region]!;
  const name = sourceName(partnerName, generator, account);
  return { tenant, generator, account, region, name, arn: arnOf(region, name) };
}

/** A planned request as it is sent. */
export function httpRequest(planned: PlannedRequest, circumstances: Circumstances): HttpRequest {
  const { tenants, authorization } = circumstances;
  const { method, path, query = {}, body } = essence(planned, circumstances);
  const { pretends, idempotencyKey, choice } = planned;
  const pretended = tenants[planned.thing.of];
  const search = new URLSearchParams({ ...query, ...(pretends && { tenant: pretended }) });
  return {
    method,
    target: search.size === 0 ? path : `${path}?${search.toString()}`,
    headers: {
      host: 'console.vendor.test',
      ...(authorization !== undefined && { authorization }),
      ...(body !== undefined && { 'content-type': contentTypes[choice] ?? 'application/json' }),
      ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
      ...(pretends && { 'x-tenant': pretended, cookie: `tenant=${encodeURIComponent(pretended)}` }),
    },
    body: Buffer.from(body ?? ''),
    sourceIp: '203.0.113.1',
    protocol: 'HTTP/1.1',
  };
}

const contentTypes: Readonly<Record<number, string>> = {
  18: 'text/plain',
  19: 'application/octet-stream',
};

interface Essence {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: string;
}

function essence(planned: PlannedRequest, circumstances: Circumstances): Essence {
  const { doing, choice } = planned;
  const thing = namedThing(planned.thing, circumstances.tenants);
  const path = `/sources/${spelt(thing.name, planned.spelling)}`;
  const region = pick([undefined, thing.region, thing.region, 'sa-east-1'], choice);
  const query = defined({ region });
  const essences: Readonly<Record<PlannedRequest['doing'], () => Essence>> = {
    listSources: () => ({
      method: 'GET',
      path: '/sources',
      query: listQuery(planned, thing, circumstances),
    }),
    registerSource: () => ({
      method: 'POST',
      path: '/sources',
      body: registrationBody(thing, choice),
    }),
    getSource: () => ({ method: 'GET', path, query }),
    changeSource: () => ({ method: 'PATCH', path, query, body: changeBody(choice) }),
    deleteSource: () => ({ method: 'DELETE', path, query }),
    ...controlEssences(planned, thing, query),
    ...replayEssences(planned, thing, circumstances),
    listRegions: () => ({ method: 'GET', path: '/regions' }),
    listDetailTypes: () => ({ method: 'GET', path: '/detail-types' }),
    getDetailType: () => ({
      method: 'GET',
      path: `/detail-types/${pick(['push', 'nothing'], choice)}`,
    }),
    getCatalogExport: () => ({
      method: 'GET',
      path: `/catalog-exports/${pick(['events.d.ts', 'nothing'], choice)}`,
    }),
    'an odd method': () => pick(oddMethods(path, query), choice),
    'the page': () => ({ method: 'GET', path: pick(pagePaths, choice) }),
  };
  return essences[doing]();
}

type ControlDoing =
  | 'recreateSource'
  | 'sendTestEvent'
  | 'pauseSource'
  | 'resumeSource'
  | 'skipBacklog'
  | 'decideMissed'
  | 'resendEvent';

function controlEssences(
  { choice, spelling }: PlannedRequest,
  { name }: NamedThing,
  query: Readonly<Record<string, string>>,
): Readonly<Record<ControlDoing, () => Essence>> {
  const ask = (operation: string, body?: string, as = spelling): Essence => ({
    method: 'POST',
    path: `/sources/${spelt(name, as)}/${operation}`,
    query,
    ...(body !== undefined && { body }),
  });
  // These paths are no operation's after anything but a name.
  const asName = spelling === 'with a slash behind' ? 'plain' : spelling;
  return {
    recreateSource: () => ask('recreate', pick([undefined, '{"sendMissed":true}'], choice)),
    sendTestEvent: () => ask('test-event'),
    pauseSource: () => ask('pause'),
    resumeSource: () => ask('resume', pick(resumptions, choice)),
    skipBacklog: () => ask('skip-backlog'),
    decideMissed: () => ask('missed', pick(decisions, choice), asName),
    resendEvent: () => ask('deliveries/event-1/resend', undefined, asName),
  };
}

const resumptions = [undefined, '{"backlog":"send"}', '{"backlog":"leave"}'];
const decisions = ['{"action":"send"}', '{"action":"send"}', '{"action":"leave"}', '{}'];

type ReplayDoing = 'requestReplay' | 'listReplays' | 'getReplay' | 'cancelReplay';

function replayEssences(
  { choice, cursor }: PlannedRequest,
  { name, region }: NamedThing,
  { cursors }: Circumstances,
): Readonly<Record<ReplayDoing, () => Essence>> {
  const id = pick([...cursors, '1795287600000-id-1-1'], cursor ?? choice);
  const path = `/replays/${encodeURIComponent(id)}`;
  const time = { from: '2026-11-20T00:00:00Z', to: '2026-11-21T18:00:00Z' };
  const plan = pick([undefined, undefined, true], choice);
  return {
    requestReplay: () => ({
      method: 'POST',
      path: '/replays',
      body: JSON.stringify({ source: name, region, ...time, plan }),
    }),
    listReplays: () => ({
      method: 'GET',
      path: '/replays',
      query: defined({
        source: pick([undefined, name], choice),
        limit: pick(['1', undefined], choice),
        cursor: cursor === undefined ? undefined : id,
      }),
    }),
    getReplay: () => ({ method: 'GET', path }),
    cancelReplay: () => ({ method: 'POST', path: `${path}/cancel` }),
  };
}

function oddMethods(path: string, query: Readonly<Record<string, string>>): readonly Essence[] {
  return [
    { method: 'PUT', path, query },
    { method: 'OPTIONS', path: '/sources' },
    { method: 'HEAD', path, query },
    { method: 'GET', path: `${path}/recreate`, query },
  ];
}

/** What anybody may ask for without a token, and what merely looks like the API. */
const pagePaths = [
  '/',
  '/config.json',
  '/openapi.yaml',
  '/assets/nothing.js',
  '/sources/',
  '//sources',
  '/Sources',
  '/regions/',
];

function listQuery(
  { choice, cursor }: PlannedRequest,
  thing: NamedThing,
  { cursors }: Circumstances,
): Readonly<Record<string, string>> {
  const given = [...cursors, Buffer.from(thing.arn).toString('base64url')];
  return defined({
    generator: pick([undefined, thing.generator, undefined], choice),
    limit: pick(['1', '1', undefined, '2', '0'], choice),
    cursor: cursor === undefined ? undefined : `${pick(given, cursor)}${choice === 19 ? 'A' : ''}`,
  });
}

function registrationBody({ generator, account, region }: NamedThing, choice: number): string {
  const registration = { generator, account, region };
  const detailTypes = pick(
    [undefined, undefined, undefined, null, ['push'], ['issues.opened']],
    choice,
  );
  switch (choice) {
    case 15:
      return JSON.stringify({ ...registration, tenant: generator.split('/')[0] });
    case 16:
      return JSON.stringify({ ...registration, region: 'sa-east-1' });
    case 17:
      return JSON.stringify(registration).slice(1);
    default:
      return JSON.stringify({ ...registration, detailTypes });
  }
}

function changeBody(choice: number): string {
  return JSON.stringify({
    detailTypes: pick([null, ['push'], ['push', 'issues.opened'], []], choice),
  });
}

function spelt(name: string, spelling: Spelling): string {
  switch (spelling) {
    case 'encoded':
      return encodeURIComponent(name);
    case 'plain':
      return name;
    case 'encoded twice':
      return encodeURIComponent(encodeURIComponent(name));
    case 'with dots':
      return name.replace('/', '/nobody/../');
    case 'with a slash behind':
      return `${name}/`;
  }
}

function pick<T>(from: readonly T[], choice: number): T {
  return from[choice % from.length]!;
}

function defined(
  parameters: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(parameters).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}
