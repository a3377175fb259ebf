import { Readable } from 'node:stream';
import { timeoutCode } from '../lambdas/domain/error-codes.ts';
import { accountOf, regionOf } from './queue-url.ts';
import type { ObjectClient } from './settings.ts';
import { packageMissing, type UploadServices } from './upload.ts';
import { utf8Slices } from './utf8-slices.ts';

/** What of `@aws-sdk/client-s3` is used; the producer's types do not need the package. */
interface S3Package {
  readonly S3Client: new (options: ReturnType<typeof clientOptions>) => ObjectClient;
  readonly PutObjectCommand: new (input: {
    readonly Bucket: string;
    readonly Key: string;
    readonly ChecksumSHA256: string;
    readonly ContentLength: number;
    readonly ContentType: string;
    readonly Body: Readable;
    readonly ExpectedBucketOwner?: string;
  }) => object;
}

/**
 * A PutObject call that streams a payload. S3 compares the bytes with the checksum, which was computed before
 * and which it keeps, and the bucket's account with the queue's.
 *
 * @param client by default one of the queue's Region, made for the first payload
 * @param load imports the SDK's package
 */
export function putObject(
  queueUrl: string,
  client?: ObjectClient,
  load: () => Promise<S3Package> = async () => await import('@aws-sdk/client-s3'),
): UploadServices['put'] {
  const owner = accountOf(queueUrl);
  let opened = client;
  return async ({ reference, detailJson }, signal) => {
    const { PutObjectCommand, S3Client } = await loaded(load);
    opened ??= new S3Client(clientOptions(queueUrl));
    const { bucket, key, sizeBytes, sha256 } = reference;
    const command = new PutObjectCommand({
      Bucket: bucket,
      Key: key,
      // The SDK adds no checksum of its own in a trailer where it is given one.
      ChecksumSHA256: Buffer.from(sha256, 'hex').toString('base64'),
      ContentLength: sizeBytes,
      ContentType: 'application/json',
      Body: Readable.from(utf8Slices(detailJson)),
      ...(owner !== undefined && { ExpectedBucketOwner: owner }),
    });
    await sendInTime(opened, command, { sizeBytes, signal });
  };
}

/** The package is needed for large events alone, so that the producer is small without it. */
async function loaded<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    const message = 'largeEvents needs the package @aws-sdk/client-s3';
    throw Object.assign(new Error(message, { cause: error }), { code: packageMissing });
  }
}

// Only upload repeats calls. The SDK's own limit for a request includes the sending of its body, and it waits
// as long for S3's leave to send it, so there is none. On a slow link Linux holds the last 4 MiB for a minute,
// in which the socket is still.
function clientOptions(queueUrl: string) {
  const region = regionOf(queueUrl);
  return {
    ...(region !== undefined && { region }),
    maxAttempts: 1,
    logger: silent,
    requestHandler: { connectionTimeout: 5_000, socketTimeout: 90_000 },
  };
}

const ignore = () => {};
// The SDK would write a warning on the console for each try that fails.
const silent = { debug: ignore, info: ignore, warn: ignore, error: ignore };

const answerMs = 30_000;
const slowestBytesPerMs = 65_536 / 1_000;

/** Sends a command; rejects with a TimeoutError if that takes longer than a slow link does. */
async function sendInTime(
  client: ObjectClient,
  command: object,
  { sizeBytes, signal }: { sizeBytes: number; signal: AbortSignal | undefined },
): Promise<void> {
  const limitMs = Math.ceil(answerMs + sizeBytes / slowestBytesPerMs);
  const tooLate = new AbortController();
  const timer = setTimeout(() => tooLate.abort(), limitMs);
  const signals = signal === undefined ? [tooLate.signal] : [tooLate.signal, signal];
  try {
    await client.send(command, { abortSignal: AbortSignal.any(signals) });
  } catch (error) {
    if (!tooLate.signal.aborted) throw error;
    const message = `${sizeBytes} bytes were not stored in ${limitMs} ms`;
    throw Object.assign(new Error(message, { cause: error }), { name: timeoutCode });
  } finally {
    clearTimeout(timer);
  }
}
