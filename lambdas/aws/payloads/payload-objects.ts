import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { buildQueryString } from '@smithy/core/protocols';
import type { HttpRequest } from '@smithy/core/transport';
import type { FetchMethod, PayloadObject, PayloadObjects } from '../../ports/payloads.ts';
import { abortAfter } from '../abort-after.ts';
import { addressOf, hostOf, type S3Place } from '../s3-place.ts';
import { presign } from './presigned-address.ts';

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
 * function's bundle; this takes the credentials and the connections of a client that is there anyway.
 *
 * @param buckets the payload buckets, one in each Region
 */
export function payloadObjects(
  { config }: DynamoDBClient,
  buckets: readonly S3Place[],
  { redirectSeconds, now = Date.now }: AddressOptions,
): PayloadObjects {
  const placeOf = (name: string) => buckets.find(({ bucket }) => bucket === name);
  const signed = async ({ bucket, key }: PayloadObject, method: FetchMethod) => {
    const place = placeOf(bucket);
    if (place === undefined) throw new Error('a bucket of no Region of the stage');
    const { region } = place;
    const request = {
      method,
      bucket: addressOf(place),
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
      if (placeOf(object.bucket) === undefined) return undefined;
      const request = await signed(object, 'HEAD');
      const { statusCode, headers } = await answerTo(request, config.requestHandler);
      if (statusCode === 200) return Number(headers['content-length']);
      if (statusCode === 404) return undefined;
      throw new UnexpectedAnswerError(statusCode);
    },
    address: async (object, method) => addressText(await signed(object, method)),
  };
}

/** An answer of S3 that says nothing of the object; its name is the status. */
class UnexpectedAnswerError extends Error {
  constructor(status: number) {
    super(`S3 answered ${status}`);
    this.name = `HTTP${status}`;
  }
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
