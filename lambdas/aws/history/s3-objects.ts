import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { HttpRequest } from '@smithy/core/transport';
import { partitionOf } from '../../domain/partition.ts';
import { abortAfter } from '../abort-after.ts';
import { keptConnections } from '../connections.ts';
import { standardResend } from '../resend.ts';

/** A part of an object. */
export interface ByteRange {
  readonly offset: number;
  readonly length: number;
}

/** The objects of a bucket. Every method rejects when S3 does not do it in time. */
export interface S3Objects {
  /** Reads the bytes until it resolves. */
  put(key: string, bytes: Buffer, timeoutMs?: number): Promise<void>;
  /** An object or a part of it; undefined if there is no such object, or no such part. */
  get(key: string, range?: ByteRange): Promise<Buffer | undefined>;
}

/** How a bucket is reached. */
export interface S3Place {
  readonly bucket: string;
  readonly region: string;
  /** Instead of AWS's own address, with the bucket in the path. */
  readonly endpoint?: string | undefined;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

const maxTries = 3;
const standardTimeoutMs = 10_000;
// Codes that say "try again", besides all statuses from 500 on.
const retryableCodes = new Set([
  'RequestTimeout',
  'SlowDown',
  'Throttling',
  'ThrottlingException',
  'RequestTimeTooSkewed',
]);

/**
 * The objects of a bucket, by S3's REST API. The SDK's client of S3 would double the size of a function's
 * bundle; of a client that is there anyway this takes the credentials, the signer and the connections.
 * The keys are those of `bodiesKey`, which need no escaping.
 */
export function s3Objects(place: S3Place, sleep = standardResend.sleep): S3Objects {
  const send = signedSender(place);
  return {
    async put(key, bytes, timeoutMs = standardTimeoutMs) {
      const headers = {
        'content-length': String(bytes.length),
        // TLS guards the way, and S3 makes a checksum of its own. One made here would cost 3 us for 10 kB, a hash
        // ten times that.
        'x-amz-content-sha256': 'UNSIGNED-PAYLOAD',
      };
      await untilAnswered(send({ method: 'PUT', key, headers, body: bytes }), timeoutMs, sleep);
    },
    async get(key, range) {
      const headers = range && { range: rangeHeader(range) };
      try {
        return await untilAnswered(send({ method: 'GET', key, headers }), standardTimeoutMs, sleep);
      } catch (error) {
        if (error instanceof S3Error && error.isOfAbsent) return undefined;
        throw error;
      }
    },
  };
}

/** A refusal of S3; its name is S3's own code. */
export class S3Error extends Error {
  readonly status: number;

  constructor(status: number, xml: string) {
    const code = /<Code>([\w.]+)<\/Code>/.exec(xml)?.[1] ?? `HTTP${status}`;
    super(`S3 answered ${status} ${code}`);
    this.name = code;
    this.status = status;
  }

  /** Whether there is no such object, or no such part of it. A bucket that is absent says nothing of its objects. */
  get isOfAbsent(): boolean {
    return [404, 416].includes(this.status) && this.name !== 'NoSuchBucket';
  }

  get isRetryable(): boolean {
    return this.status >= 500 || retryableCodes.has(this.name);
  }
}

interface ObjectRequest {
  readonly method: 'GET' | 'PUT';
  readonly key: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: Buffer;
}

type SendOnce = (signal: AbortSignal) => Promise<Buffer>;

function signedSender({ bucket, region, endpoint, credentials }: S3Place) {
  const { config } = new DynamoDBClient({
    region,
    requestHandler: { ...keptConnections(), connectionTimeout: 1_000 },
    // S3 signs a path as it is; all other services sign it escaped once more.
    signingEscapePath: false,
    ...(credentials && { credentials }),
  });
  const { protocol, hostname, port, path } = addressOf(bucket, region, endpoint);
  const properties = {};
  const scheme = { name: 'sigv4', signingName: 's3', signingRegion: region, properties };
  return ({ method, key, headers, body }: ObjectRequest): SendOnce =>
    async (abortSignal) => {
      const signer = await config.signer(scheme);
      const request = new HttpRequest({
        method,
        protocol,
        hostname,
        ...(port !== undefined && { port }),
        path: `${path}/${key}`,
        headers: { host: port === undefined ? hostname : `${hostname}:${port}`, ...headers },
        body,
      });
      const signed = new HttpRequest(await signer.sign(request));
      const { response } = await config.requestHandler.handle(signed, { abortSignal });
      const answer = await readAll(response.body);
      if (response.statusCode < 300) return answer;
      throw new S3Error(response.statusCode, answer.subarray(0, 1_024).toString());
    };
}

/** Where a bucket is: a host of its own, or a path at an endpoint of one's own. */
function addressOf(bucket: string, region: string, endpoint: string | undefined) {
  if (endpoint === undefined) {
    const hostname = `${bucket}.s3.${region}.${partitionOf(region).urlSuffix}`;
    return { protocol: 'https:', hostname, path: '', port: undefined };
  }
  const { protocol, hostname, port, pathname } = new URL(endpoint);
  const path = `${pathname.replace(/\/$/, '')}/${bucket}`;
  return { protocol, hostname, path, port: port === '' ? undefined : Number(port) };
}

async function untilAnswered(
  send: SendOnce,
  timeoutMs: number,
  sleep: (milliseconds: number) => Promise<void>,
): Promise<Buffer> {
  const signal = abortAfter(timeoutMs);
  for (let tries = 1; ; tries += 1) {
    try {
      return await send(signal);
    } catch (error) {
      const isFinal = error instanceof S3Error && !error.isRetryable;
      if (isFinal || signal.aborted || tries === maxTries) throw error;
      await sleep(100 * 2 ** tries * (0.5 + Math.random() / 2));
    }
  }
}

function rangeHeader({ offset, length }: ByteRange): string {
  return `bytes=${offset}-${offset + length - 1}`;
}

async function readAll(body: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}
