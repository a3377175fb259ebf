import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { buildQueryString } from '@smithy/core/protocols';
import type { HttpRequest } from '@smithy/core/transport';
import type { FetchMethod, PayloadObject, PayloadObjects } from '../../ports/payloads.ts';
import { abortAfter } from '../abort-after.ts';
import { keptConnections } from '../connections.ts';
import { addressOf } from '../s3-objects.ts';
import { hostOf, presign } from './presigned-address.ts';

/** The payload buckets of a stage, one in each Region. */
export interface PayloadBuckets {
  /** How their names begin; a hyphen and the Region follow. */
  readonly payloadBucketPrefix: string;
  readonly regions: readonly string[];
  /** Instead of AWS's own address, with the bucket in the path. */
  readonly endpoint?: string | undefined;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** How addresses are made. */
export interface AddressOptions {
  /** How long they work. */
  readonly redirectSeconds: number;
  readonly now?: () => number;
}

const tries = 2;
const tryTimeoutMs = 3_000;

/**
 * The objects of the payload buckets, by S3's REST API. The SDK's client of S3 would double the size of the
 * function's bundle; of a client that is there anyway this takes the credentials and the connections.
 */
export function payloadObjects(
  { payloadBucketPrefix, regions, endpoint, credentials }: PayloadBuckets,
  { redirectSeconds, now = Date.now }: AddressOptions,
): PayloadObjects {
  const { config } = new DynamoDBClient({
    requestHandler: { ...keptConnections(), connectionTimeout: 1_000 },
    ...(credentials && { credentials }),
  });
  const regionOf = (bucket: string) =>
    regions.find((region) => bucket === `${payloadBucketPrefix}-${region}`);
  const signed = async ({ bucket, key }: PayloadObject, method: FetchMethod) => {
    const region = regionOf(bucket);
    if (region === undefined) throw new Error('a bucket of no Region of the stage');
    const request = {
      method,
      bucket: addressOf(bucket, region, endpoint),
      region,
      key,
      query: { 'response-content-type': 'application/json' },
      expiresInSeconds: redirectSeconds,
      signingDate: new Date(now()),
    };
    return await presign(request, config);
  };
  return {
    async sizeOf(object) {
      if (regionOf(object.bucket) === undefined) return undefined;
      const request = await signed(object, 'HEAD');
      const { statusCode, headers } = await answerTo(request, config.requestHandler);
      if (statusCode === 200) return Number(headers['content-length']);
      if (statusCode === 404) return undefined;
      throw new Error(`S3 answered ${statusCode}`);
    },
    address: async (object, method) => addressText(await signed(object, method)),
  };
}

type RequestHandler = DynamoDBClient['config']['requestHandler'];

/** S3's answer to a request without a body; tries again where there is none, or S3 fails. */
async function answerTo(request: HttpRequest, handler: RequestHandler) {
  for (let tried = 1; ; tried += 1) {
    try {
      const options = { abortSignal: abortAfter(tryTimeoutMs) };
      const { response } = await handler.handle(request, options);
      if (response.statusCode < 500 || tried === tries) return response;
    } catch (error) {
      if (tried === tries) throw error;
    }
  }
}

function addressText(request: HttpRequest): string {
  const { protocol, path, query } = request;
  return `${protocol}//${hostOf(request)}${path}?${buildQueryString(query)}`;
}
