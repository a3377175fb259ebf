import { AsyncLocalStorage } from 'node:async_hooks';
import type {
  MappingTable,
  MessageQueue,
  OutgoingMessage,
} from '../../../../lambdas/ports/delivery.ts';
import { tenantOf } from '../../../../lambdas/domain/generator.ts';
import type { Mapping } from '../../../../lambdas/domain/mapping.ts';
import { parseSourceName } from '../../../../lambdas/domain/source-name.ts';
import type { MappingKey, PartnerSources } from '../../../../lambdas/ports/reconcile.ts';
import type {
  RegistrationTable,
  TenantAdmissions,
  TenantLedger,
} from '../../../../lambdas/ports/registration.ts';
import { partnerName } from './history.ts';

/** One call of a port, and whose data it requested, changed or received. */
export interface Access {
  readonly kind: 'read' | 'write';
  /** Such as `table.find`. */
  readonly call: string;
  readonly tenants: readonly string[];
}

/** A request in progress: every access from its start to its end belongs to it. */
export interface UnderWay {
  readonly accesses: Access[];
  /** The n-th access fails, and all after it. */
  readonly failsFrom: number | undefined;
  readonly newId: () => string;
}

/** The request that an access belongs to; known even with several requests at once. */
export const underWay = new AsyncLocalStorage<UnderWay>();

/** The request on whose behalf this is done. Throws where there is none. */
export function requestUnderWay(): UnderWay {
  const request = underWay.getStore();
  if (request === undefined) throw new Error('nobody has asked for this');
  return request;
}

/** What registration reads and writes. */
export interface Ports {
  readonly table: RegistrationTable;
  readonly retirements: Pick<MappingTable, 'retire'>;
  readonly ledger: TenantLedger;
  readonly admissions: TenantAdmissions;
  readonly sources: PartnerSources;
  readonly eventsQueue: MessageQueue;
}

/** The same ports, which record every access with its request, and fail where the request should fail. */
export function watched({
  table,
  retirements,
  ledger,
  admissions,
  sources,
  eventsQueue,
}: Ports): Ports {
  return {
    table: watchCalls('table', table, ofTable),
    retirements: watchCalls('table', retirements, ofRetirements),
    ledger: watchCalls('ledger', ledger, ofLedger),
    admissions: watchCalls('ledger', admissions, ofAdmissions),
    sources: watchCalls('sources', sources, ofSources),
    eventsQueue: {
      async send(messages) {
        note('write', 'eventsQueue.send', messages.flatMap(tenantsOfMessage));
        return isToFail() ? messages.map(() => false) : await eventsQueue.send(messages);
      },
    },
  };
}

/** For each method of a port: what it does, and whose data its input and its answer contain. */
type Meaning<P> = {
  readonly [M in keyof P]: P[M] extends (...input: infer I) => Promise<infer O>
    ? {
        readonly kind: Access['kind'];
        readonly input: (...input: I) => readonly string[];
        readonly answer?: (answer: O) => readonly string[];
      }
    : never;
};

const ofTable: Meaning<RegistrationTable> = {
  list: {
    kind: 'read',
    input: (tenant, { generator, after }) => [
      tenant,
      ...(generator === undefined ? [] : [tenantOf(generator)]),
      ...(after === undefined ? [] : tenantsOfKey(after)),
    ],
    answer: ({ mappings, next }) => [
      ...mappings.flatMap(tenantsOfMapping),
      ...(next === undefined ? [] : tenantsOfKey(next)),
    ],
  },
  find: {
    kind: 'read',
    input: (generator) => [tenantOf(generator)],
    answer: (mappings) => mappings.flatMap(tenantsOfMapping),
  },
  get: {
    kind: 'read',
    input: tenantsOfKey,
    answer: (mapping) => (mapping === undefined ? [] : tenantsOfMapping(mapping)),
  },
  register: { kind: 'write', input: tenantsOfMapping },
  change: { kind: 'write', input: tenantsOfMapping },
  setChoices: { kind: 'write', input: tenantsOfKey },
  remove: { kind: 'write', input: tenantsOfKey },
};

const ofRetirements: Meaning<Pick<MappingTable, 'retire'>> = {
  retire: { kind: 'write', input: tenantsOfKey },
};

const ofLedger: Meaning<TenantLedger> = {
  countRequest: { kind: 'write', input: (tenant) => [tenant] },
  claimKey: { kind: 'write', input: (tenant) => [tenant] },
};

const ofAdmissions: Meaning<TenantAdmissions> = {
  admit: { kind: 'write', input: (source, tenant) => [tenant, ...tenantsOfKey(source)] },
  release: { kind: 'write', input: (source, tenant) => [tenant, ...tenantsOfKey(source)] },
};

const ofSources: Meaning<PartnerSources> = {
  list: { kind: 'read', input: () => ['everybody'] },
  create: { kind: 'write', input: (_, name) => [tenantOfName(name)] },
  delete: { kind: 'write', input: (_, name) => [tenantOfName(name)] },
  observe: { kind: 'read', input: (_, name) => [tenantOfName(name)] },
};

function watchCalls<P extends object>(port: string, target: P, meaning: Meaning<P>): P {
  const methods = Object.entries<AnyMeaning>(meaning as never).map(([method, means]) => {
    const call = `${port}.${method}`;
    const carryOut = (target as Record<string, AnyMethod>)[method]!;
    const watching = async (...input: unknown[]) => {
      note(means.kind, call, means.input(...input));
      if (isToFail()) throw new Unanswered(call);
      const answer = await carryOut(...input);
      if (means.answer !== undefined) note(means.kind, `${call}, answered`, means.answer(answer));
      return answer;
    };
    return [method, watching];
  });
  return Object.fromEntries(methods) as P;
}

type AnyMethod = (...input: unknown[]) => Promise<unknown>;

interface AnyMeaning {
  readonly kind: Access['kind'];
  readonly input: (...input: unknown[]) => readonly string[];
  readonly answer?: (answer: unknown) => readonly string[];
}

class Unanswered extends Error {
  // As the SDK names it when AWS does not answer in time.
  override readonly name = 'TimeoutError';
}

function note(kind: Access['kind'], call: string, tenants: readonly string[]): void {
  requestUnderWay().accesses.push({ kind, call, tenants });
}

function isToFail(): boolean {
  const { accesses, failsFrom = Infinity } = requestUnderWay();
  return accesses.length >= failsFrom;
}

function tenantsOfMapping(mapping: Mapping): readonly string[] {
  return [mapping.tenant, tenantOfName(mapping.sourceName), ...tenantsOfKey(mapping)];
}

function tenantsOfKey({ generator, sourceArn }: MappingKey): readonly string[] {
  return [tenantOf(generator), tenantOfArn(sourceArn)];
}

/** Whose a message on the events queue is: by its event, and by its address. */
export function tenantsOfMessage({ body, attributes = {} }: OutgoingMessage): readonly string[] {
  const { generator }: { generator: string } = JSON.parse(body);
  return [tenantOf(generator), tenantOfArn(attributes['sourceArn'] ?? '')];
}

function tenantOfArn(arn: string): string {
  return tenantOfName(arn.replace(/^.*?::event-source\//, ''));
}

/** Whose a source of this name is; the name itself, and so nobody's, where it is no source's. */
export function tenantOfName(name: string): string {
  const { generator } = parseSourceName(partnerName, name) ?? {};
  return generator === undefined ? name : tenantOf(generator);
}
