import {
  DeleteObjectsCommand,
  paginateListObjectsV2,
  type _Object as S3Object,
  type S3Client,
} from '@aws-sdk/client-s3';
import { tenantKey } from '../../lambdas/aws/payloads/payload-key.ts';

/** The details of large events, some or all of a Region. */
export interface StoredPayloads {
  readonly payloads: number;
  readonly bytes: number;
}

/** The payload bucket of a Region, as operators work on it. Every method rejects when S3 refuses. */
export interface PayloadBucket {
  /**
   * Deletes a tenant's details, those that producers stored and those that the functions did.
   *
   * @param beforeMs only what was stored before this time, epoch milliseconds
   * @param onProgress gets what is deleted so far
   */
  erase(
    tenant: string,
    beforeMs?: number,
    onProgress?: (erased: StoredPayloads) => void,
  ): Promise<StoredPayloads>;
  /** How much a tenant has. */
  count(tenant: string): Promise<StoredPayloads>;
  /** How much each tenant has, by its key: the bucket does not have the tenants' names. */
  usage(): Promise<ReadonlyMap<string, StoredPayloads>>;
}

const none: StoredPayloads = { payloads: 0, bytes: 0 };

/** The payload bucket of a Region. */
export function payloadBucket(client: S3Client, bucket: string): PayloadBucket {
  return {
    async erase(tenant, beforeMs = Infinity, onProgress = () => undefined) {
      let erased = none;
      for (const begin of prefixesOf(tenant)) {
        for await (const page of pagesOf(client, bucket, begin)) {
          const objects = page.filter((object) => storedAtMs(object) < beforeMs);
          await deleteAll(client, bucket, objects);
          erased = sumOf(erased, objects);
          onProgress(erased);
        }
      }
      return erased;
    },
    async count(tenant) {
      let found = none;
      for (const begin of prefixesOf(tenant)) {
        for await (const page of pagesOf(client, bucket, begin)) found = sumOf(found, page);
      }
      return found;
    },
    async usage() {
      const usage = new Map<string, StoredPayloads>();
      for await (const page of pagesOf(client, bucket)) {
        for (const object of page) {
          const key = object.Key?.split('/')[1] ?? '';
          usage.set(key, sumOf(usage.get(key) ?? none, [object]));
        }
      }
      return usage;
    },
  };
}

function prefixesOf(tenant: string): readonly string[] {
  const key = tenantKey(tenant);
  return [`in/${key}/`, `out/${key}/`];
}

async function* pagesOf(
  client: S3Client,
  bucket: string,
  begin?: string,
): AsyncGenerator<readonly S3Object[]> {
  const pages = paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: begin });
  for await (const { Contents: objects = [] } of pages) yield objects;
}

/** @param objects a page of them, which is as many as S3 deletes at once */
async function deleteAll(
  client: S3Client,
  bucket: string,
  objects: readonly S3Object[],
): Promise<void> {
  if (objects.length === 0) return;
  const { Errors: errors = [] } = await client.send(
    new DeleteObjectsCommand({
      Bucket: bucket,
      Delete: { Quiet: true, Objects: objects.map(({ Key }) => ({ Key })) },
    }),
  );
  const [first] = errors;
  if (first === undefined) return;
  const { Code: name = 'Error', Message: message = 'S3 did not delete an object' } = first;
  throw Object.assign(new Error(message), { name });
}

function storedAtMs({ LastModified: time }: S3Object): number {
  return time?.getTime() ?? 0;
}

function sumOf(one: StoredPayloads, objects: readonly S3Object[]): StoredPayloads {
  return {
    payloads: one.payloads + objects.length,
    bytes: objects.reduce((sum, { Size: bytes = 0 }) => sum + bytes, one.bytes),
  };
}
