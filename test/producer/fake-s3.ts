import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { S3ServiceException, type PutObjectCommand } from '@aws-sdk/client-s3';
import type { Readable } from 'node:stream';
import type { ObjectClient } from '../../producer/index.ts';

/** A call that fails: with `isStored`, after S3 has stored its object. */
export interface FailedPut {
  readonly error: unknown;
  readonly isStored: boolean;
}

/** PutObject in memory. A body that is not as its headers say fails the test. */
export function fakeS3({
  failedPut = () => undefined,
  onPut = async () => {},
}: {
  failedPut?: (call: number) => FailedPut | undefined;
  onPut?: (signal: AbortSignal | undefined) => Promise<void>;
} = {}) {
  const objects = new Map<string, Buffer>();
  const breaches: string[] = [];
  const inputs: PutObjectCommand['input'][] = [];
  let calls = 0;
  const put = async (
    { input }: PutObjectCommand,
    { abortSignal }: { readonly abortSignal?: AbortSignal } = {},
  ) => {
    calls += 1;
    const failed = failedPut(calls);
    const body = await buffer(input.Body as Readable);
    const hash = createHash('sha256').update(body).digest('base64');
    if (body.length !== input.ContentLength) breaches.push(`a body of ${body.length} bytes`);
    if (hash !== input.ChecksumSHA256) breaches.push(`a body with the hash ${hash}`);
    inputs.push(input);
    await onPut(abortSignal);
    if (failed?.isStored !== false) objects.set(`${input.Bucket}/${input.Key}`, body);
    if (failed !== undefined) throw failed.error;
    return {};
  };
  const client: ObjectClient = {
    send: async (command, options) => await put(command as PutObjectCommand, options),
  };
  return { client, objects, breaches, inputs, calls: () => calls };
}

/** An error as the SDK makes it of S3's answer. */
export function s3AnswerOf(status: number, name: string): S3ServiceException {
  return new S3ServiceException({
    name,
    message: 'some words',
    $fault: 'client',
    $metadata: { httpStatusCode: status },
  });
}
