import { createHash } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { HttpRequest } from '@smithy/core/transport';
import { keptConnections, type KeptConnections } from './connections.ts';
import { standardResend } from './resend.ts';
import { S3Error, untilAnswered, type SendOnce } from './s3-answers.ts';
import { addressOf, hostOf, type S3Place } from './s3-place.ts';
import { s3Puts, standardTimeoutMs, type S3Puts } from './s3-puts.ts';

/** A part of an object. */
export interface ByteRange {
  readonly offset: number;
  readonly length: number;
}

/** The objects of a bucket. Every method rejects when S3 does not do it in time. */
export interface S3Objects extends S3Puts {
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

/**
 * The objects of a bucket, by S3's REST API. The SDK's client of S3 would double the size of a function's
 * bundle; of a client that is there anyway this takes the credentials, the signer and the connections.
 * The keys are those of `bodiesKey`, which need no escaping.
 */
export function s3Objects(place: S3Place, sleep = standardResend.sleep): S3Objects & HashedObjects {
  const connections = keptConnections();
  const config = configOf(place, connections);
  const send = s3Sender(place, config);
  const answered = <T>(request: ObjectRequest<T>, timeoutMs = standardTimeoutMs) =>
    untilAnswered(send(request), timeoutMs, sleep);
  const get = (key: string, range?: ByteRange, timeoutMs?: number) => {
    const headers = range && { range: rangeHeader(range) };
    return unlessAbsent(answered({ method: 'GET', key, headers, read: readAll }, timeoutMs));
  };
  return {
    ...s3Puts(place, { credentials: config.credentials, connections }, sleep),
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

/** The signer, the credentials and the handler of requests of a client that is there anyway. */
function configOf({ region, credentials }: S3Place, connections: KeptConnections) {
  const client = new DynamoDBClient({
    region,
    requestHandler: { ...connections, connectionTimeout: 1_000 },
    // S3 signs a path as it is; all other services sign it escaped once more.
    signingEscapePath: false,
    ...(credentials && { credentials }),
  });
  return client.config;
}

/** What sends all requests to a bucket but those that the hot path makes by itself. */
function s3Sender(place: S3Place, config: ReturnType<typeof configOf>) {
  const { region } = place;
  const address = addressOf(place);
  const properties = {};
  const scheme = { name: 'sigv4', signingName: 's3', signingRegion: region, properties };
  return <T>({ method, key, headers, body, read }: ObjectRequest<T>): SendOnce<T> =>
    async (abortSignal) => {
      const signer = await config.signer(scheme);
      const { protocol, hostname, port, path } = address;
      const request = new HttpRequest({
        method,
        protocol,
        hostname,
        ...(port !== undefined && { port }),
        path: `${path}/${key}`,
        headers: { host: hostOf(address), ...headers },
        body,
      });
      const signed = new HttpRequest(await signer.sign(request));
      const { response } = await config.requestHandler.handle(signed, { abortSignal });
      if (response.statusCode < 300) return await read(response);
      const answer = await readAll(response);
      throw new S3Error(response.statusCode, answer.subarray(0, 1_024).toString());
    };
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
