import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { PayloadObjects, PayloadTokens } from '../../ports/payloads.ts';
import { requestHandler } from '../connections.ts';
import { regionBucket } from '../region-bucket.ts';
import { payloadObjects } from './payload-objects.ts';
import { payloadTokens } from './payload-tokens.ts';

/** Where the objects of a stage's links are, and what the links are made with. */
export interface PayloadPlace {
  /** The mapping table. */
  readonly tableName: string;
  readonly payloadBucketPrefix: string;
  /** The Regions with a data plane, each of which has a bucket. */
  readonly historyRegions: readonly string[];
}

/** Opens links and finds their objects, on AWS. */
export function payloadsAt(
  { tableName, payloadBucketPrefix, historyRegions }: PayloadPlace,
  redirectSeconds: number,
): PayloadTokens & PayloadObjects {
  const client = new DynamoDBClient({ requestHandler });
  const buckets = historyRegions.map((region) => regionBucket(payloadBucketPrefix, region));
  return {
    ...payloadTokens(client, tableName),
    ...payloadObjects(client, buckets, { redirectSeconds }),
  };
}
