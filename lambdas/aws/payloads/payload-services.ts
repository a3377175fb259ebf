import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { PayloadServices } from '../../delivery/refer.ts';
import type { Log } from '../../ports/delivery.ts';
import { requestHandler } from '../connections.ts';
import { regionBucket } from '../region-bucket.ts';
import { s3Objects } from '../s3-objects.ts';
import { payloadLinks } from './payload-links.ts';
import { s3PayloadStore } from './payload-store.ts';

/** Where payloads are, and what links to them are made with. */
export interface PayloadPlace {
  readonly payloadBucketPrefix: string;
  readonly mappingTableName: string;
  /** How long links work. */
  readonly days: number;
}

/** What relaying large events by reference needs, on AWS, for the function's own Region. */
export function payloadServices(
  { payloadBucketPrefix, mappingTableName, days }: PayloadPlace,
  log: Log,
): PayloadServices {
  // Of the Region's replica of the mapping table.
  const client = new DynamoDBClient({ requestHandler });
  const place = regionBucket(payloadBucketPrefix);
  const objects = s3Objects(place);
  return {
    store: s3PayloadStore({ objects, bucket: place.bucket, days, log, now: Date.now }),
    links: payloadLinks(client, mappingTableName),
  };
}
