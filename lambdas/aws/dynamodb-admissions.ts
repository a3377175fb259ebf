import {
  GetItemCommand,
  paginateQuery,
  PutItemCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import {
  decideAdmission,
  withoutAdmission,
  type AdmittedSource,
  type CountedSource,
} from '../domain/admission.ts';
import type { Admission, TenantAdmissions, TenantLimits } from '../ports/registration.ts';
import { unlessSuperseded } from './conditional-update.ts';
import { mappingTableTtl, tenantIndex } from './dynamodb-mapping-table.ts';
import { epochSeconds, tenantItemKey } from './tenant-item.ts';

// The admissions of a tenant that registers nothing more are deleted after an hour.
const ttlSeconds = 3_600;

/**
 * Which registrations of each tenant were admitted within the last minute, in one item of the mapping
 * table for each tenant.
 */
export function dynamodbAdmissions(client: DynamoDBClient, tableName: string): TenantAdmissions {
  const table = { client, tableName };
  return {
    admit: ({ sourceArn }, tenant, limits, nowMs) =>
      admitSource(admissionStore(tenant, nowMs, table), sourceArn, limits, nowMs),
    release: ({ sourceArn, createdAt }, tenant, nowMs) =>
      releaseSource(admissionStore(tenant, nowMs, table), {
        sourceArn,
        admittedAtMs: Date.parse(createdAt),
      }),
  };
}

interface Table {
  readonly client: DynamoDBClient;
  readonly tableName: string;
}

/** What one tenant was recently allowed to register, with a version number. */
export interface Admissions {
  readonly recent: readonly AdmittedSource[];
  /** 0 when nothing has been saved yet. */
  readonly version: number;
}

/** Where one tenant's admissions are kept. Every method rejects when the table cannot be reached. */
export interface AdmissionStore {
  /** The tenant's live sources; those written within the last half minute may be missing. */
  count(): Promise<readonly CountedSource[]>;
  /** The admissions as they are at this moment. */
  load(): Promise<Admissions>;
  /** Saves admissions of the next version; false if somebody else has. */
  save(admissions: Admissions): Promise<boolean>;
}

// Each round that fails has admitted or released another registration of the tenant, so that only
// many concurrent ones take many rounds.
const maxRounds = 50;

/**
 * Admits a source if its tenant stays within its limits, concurrent registrations included. Rejects
 * when another request was faster fifty times.
 */
export async function admitSource(
  store: AdmissionStore,
  sourceArn: string,
  limits: TenantLimits,
  nowMs: number,
): Promise<Admission> {
  for (let round = 0; round < maxRounds; round += 1) {
    const { recent, version } = await store.load();
    // Counted after the load: the index shows by now what others have dropped as a minute old by then.
    const counted = await store.count();
    const decision = decideAdmission(sourceArn, { counted, recent }, limits, nowMs);
    if (decision.kind !== 'admitted') return decision.kind;
    const next = { recent: decision.recent, version: version + 1 };
    if (await store.save(next)) return 'admitted';
  }
  throw tooManyRounds();
}

/** Removes an admission. Rejects when another request was faster fifty times. */
export async function releaseSource(
  store: Pick<AdmissionStore, 'load' | 'save'>,
  admission: AdmittedSource,
): Promise<void> {
  for (let round = 0; round < maxRounds; round += 1) {
    const { recent, version } = await store.load();
    const rest = withoutAdmission(recent, admission);
    if (rest.length === recent.length) return;
    if (await store.save({ recent: rest, version: version + 1 })) return;
  }
  throw tooManyRounds();
}

function tooManyRounds(): Error {
  return new Error(`another request of the tenant was faster ${maxRounds} times`);
}

const admissionsSchema = v.object({
  version: v.number(),
  recent: v.array(v.object({ sourceArn: v.string(), admittedAtMs: v.number() })),
});

function admissionStore(
  tenant: string,
  nowMs: number,
  { client, tableName }: Table,
): AdmissionStore {
  const table = { TableName: tableName };
  const Key = tenantItemKey(tenant, 'admissions');
  return {
    count: () => countLive(tenant, { client, tableName }),
    async load() {
      const get = new GetItemCommand({ ...table, Key, ConsistentRead: true });
      const { Item: item } = await client.send(get);
      if (item === undefined) return { recent: [], version: 0 };
      return v.parse(admissionsSchema, unmarshall(item));
    },
    async save({ recent, version }) {
      const ttl = { [mappingTableTtl]: epochSeconds(nowMs) + ttlSeconds };
      const put = new PutItemCommand({
        ...table,
        Item: { ...Key, ...marshall({ recent, version, ...ttl }) },
        ...(version === 1
          ? { ConditionExpression: 'attribute_not_exists(version)' }
          : {
              ConditionExpression: 'version = :read',
              ExpressionAttributeValues: marshall({ ':read': version - 1 }),
            }),
      });
      return (await unlessSuperseded(() => client.send(put))) !== undefined;
    },
  };
}

/** The live sources of a tenant by the index; an item that cannot be read counts too. */
async function countLive(
  tenant: string,
  { client, tableName }: Table,
): Promise<readonly CountedSource[]> {
  const pages = paginateQuery(
    { client },
    {
      TableName: tableName,
      IndexName: tenantIndex.name,
      KeyConditionExpression: 'tenant = :tenant',
      FilterExpression: 'attribute_not_exists(retirement)',
      ProjectionExpression: 'sourceArn, #state',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: marshall({ ':tenant': tenant }),
    },
  );
  const counted: CountedSource[] = [];
  for await (const { Items: items = [] } of pages) {
    for (const { sourceArn, state } of items) {
      counted.push({ sourceArn: sourceArn?.S ?? '', isPending: state?.S === 'PENDING' });
    }
  }
  return counted;
}
