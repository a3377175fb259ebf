import { createHash } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { HttpRequest } from '@smithy/core/transport';
import { partitionOf } from '../domain/partition.ts';
import { abortAfter } from './abort-after.ts';
import { keptConnections } from './connections.ts';
import { standardResend } from './resend.ts';

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

/** What S3 says of an object without its contents. */
export interface S3Head {
  readonly sizeBytes: number;
  /** Epoch milliseconds. */
  readonly lastModifiedMs: number;
  /** The SHA-256 of all its bytes in hexadecimal digits, if S3 keeps it: most uploads come with another checksum. */
  readonly sha256?: string;
}

/** Objects that are known by the SHA-256 of their bytes. Every method rejects when S3 does not do it in time. */
export interface HashedObjects {
  /** Stores JSON with its SHA-256 (hexadecimal digits), which S3 compares and keeps. */
  putHashed(key: string, json: Buffer, sha256: string, timeoutMs: number): Promise<void>;
  /** Undefined if there is no such object. */
  head(key: string, timeoutMs: number): Promise<S3Head | undefined>;
  /** Reads an object through, a piece at a time, for its SHA-256; undefined if there is no such object. */
  hash(key: string, timeoutMs: number): Promise<string | undefined>;
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
// Codes that say "try again", besides 429 and all statuses from 500 on.
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
export function s3Objects(place: S3Place, sleep = standardResend.sleep): S3Objects & HashedObjects {
  const send = signedSender(place);
  const answered = <T>(request: ObjectRequest<T>, timeoutMs = standardTimeoutMs) =>
    untilAnswered(send(request), timeoutMs, sleep);
  const get = (key: string, range?: ByteRange, timeoutMs?: number) => {
    const headers = range && { range: rangeHeader(range) };
    return unlessAbsent(answered({ method: 'GET', key, headers, read: readAll }, timeoutMs));
  };
  return {
    async put(key, bytes, timeoutMs) {
      const headers = {
        'content-length': String(bytes.length),
        // TLS guards the way, and S3 makes a checksum of its own. One made here would cost 3 us for 10 kB, a hash
        // ten times that.
        'x-amz-content-sha256': 'UNSIGNED-PAYLOAD',
      };
      await answered({ method: 'PUT', key, headers, body: bytes, read: readAll }, timeoutMs);
    },
    async putHashed(key, json, sha256, timeoutMs) {
      const headers = {
        'content-length': String(json.length),
        'content-type': 'application/json',
        'x-amz-checksum-sha256': Buffer.from(sha256, 'hex').toString('base64'),
        'x-amz-content-sha256': sha256,
      };
      await answered({ method: 'PUT', key, headers, body: json, read: readAll }, timeoutMs);
    },
    get: (key, range) => get(key, range),
    async head(key, timeoutMs) {
      const headers = { 'x-amz-checksum-mode': 'ENABLED' };
      const request = { method: 'HEAD', key, headers, read: readHead } as const;
      return await orByReason(answered(request, timeoutMs), () => get(key, firstByte, timeoutMs));
    },
    hash: (key, timeoutMs) =>
      unlessAbsent(answered({ method: 'GET', key, read: readHash }, timeoutMs)),
  };
}

/**
 * What S3 answers to HEAD. A refusal has no body, and so no code; nor does it say whether the bucket is what
 * is absent. The same asked by GET says why.
 */
async function orByReason<T>(
  head: Promise<T>,
  get: () => Promise<Buffer | undefined>,
): Promise<T | undefined> {
  try {
    return await head;
  } catch (error) {
    if (!(error instanceof S3Error) || error.isRetryable) throw error;
    if ((await get()) !== undefined) throw error;
    return undefined;
  }
}

async function unlessAbsent<T>(answered: Promise<T>): Promise<T | undefined> {
  try {
    return await answered;
  } catch (error) {
    if (error instanceof S3Error && error.isOfAbsent) return undefined;
    throw error;
  }
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
    return this.status >= 500 || this.status === 429 || retryableCodes.has(this.name);
  }
}

/** An answer of S3 whose body was not read yet. */
interface ObjectAnswer {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: AsyncIterable<Buffer>;
}

interface ObjectRequest<T> {
  readonly method: 'GET' | 'HEAD' | 'PUT';
  readonly key: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body?: Buffer;
  /** Reads the answer if it is no refusal. */
  readonly read: (answer: ObjectAnswer) => Promise<T>;
}

type SendOnce<T> = (signal: AbortSignal) => Promise<T>;

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
  return <T>({ method, key, headers, body, read }: ObjectRequest<T>): SendOnce<T> =>
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
      if (response.statusCode < 300) return await read(response);
      const answer = await readAll(response);
      throw new S3Error(response.statusCode, answer.subarray(0, 1_024).toString());
    };
}

/** Where a bucket is: a host of its own, or a path at an endpoint of one's own. */
export function addressOf(bucket: string, region: string, endpoint: string | undefined) {
  if (endpoint === undefined) {
    const hostname = `${bucket}.s3.${region}.${partitionOf(region).urlSuffix}`;
    return { protocol: 'https:', hostname, path: '', port: undefined };
  }
  const { protocol, hostname, port, pathname } = new URL(endpoint);
  const path = `${pathname.replace(/\/$/, '')}/${bucket}`;
  return { protocol, hostname, path, port: port === '' ? undefined : Number(port) };
}

async function untilAnswered<T>(
  send: SendOnce<T>,
  timeoutMs: number,
  sleep: (milliseconds: number) => Promise<void>,
): Promise<T> {
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

const firstByte = { offset: 0, length: 1 };

async function readAll({ body }: Pick<ObjectAnswer, 'body'>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function readHash({ body }: ObjectAnswer): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of body) hash.update(chunk);
  return hash.digest('hex');
}

async function readHead(answer: ObjectAnswer): Promise<S3Head> {
  await readAll(answer);
  const { headers } = answer;
  const sha256 = wholeHash(headers);
  return {
    sizeBytes: Number(headers['content-length']),
    lastModifiedMs: Date.parse(headers['last-modified'] ?? ''),
    ...(sha256 !== undefined && { sha256 }),
  };
}

/** The hash of an object that was uploaded in parts is made of its parts' hashes: it ends in their number. */
function wholeHash(headers: ObjectAnswer['headers']): string | undefined {
  const text = headers['x-amz-checksum-sha256'];
  if (text === undefined || headers['x-amz-checksum-type'] === 'COMPOSITE') return undefined;
  const bytes = Buffer.from(text, 'base64');
  return text.includes('-') || bytes.length !== 32 ? undefined : bytes.toString('hex');
}
