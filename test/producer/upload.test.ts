import { describe, expect, test } from '@jest/globals';
import { payloadOf } from '../../producer/payload.ts';
import { failureOfUpload, packageMissing, upload } from '../../producer/upload.ts';
import { networkError } from './fake-sqs.ts';
import { s3AnswerOf } from './fake-s3.ts';

const payload = payloadOf('{"a":1}', { bucket: 'payloads', key: 'in/a/b' });

/** Services that fail with these errors, one a call, and then take the object. */
function services(errors: readonly Error[], { onSleep = () => {} } = {}) {
  const sleptMs: number[] = [];
  let calls = 0;
  return {
    sleptMs,
    calls: () => calls,
    maxTries: 4,
    random: () => 0.5,
    sleep: async (milliseconds: number) => {
      sleptMs.push(milliseconds);
      onSleep();
    },
    put: async () => {
      const error = errors[calls];
      calls += 1;
      if (error !== undefined) throw error;
    },
  };
}

describe('an upload', () => {
  test('that S3 takes has no failure', async () => {
    expect(await upload(payload, services([]), undefined)).toBeUndefined();
  });

  test('is tried again after pauses that grow', async () => {
    const slow = s3AnswerOf(503, 'SlowDown');
    const all = services([slow, networkError('ECONNRESET'), slow]);

    expect(await upload(payload, all, undefined)).toBeUndefined();
    expect(all.sleptMs).toEqual([50, 100, 200]);
  });

  test('has the last failure, after the last try', async () => {
    const all = services(Array.from({ length: 9 }, () => s3AnswerOf(503, 'SlowDown')));

    expect(await upload(payload, all, undefined)).toEqual({
      kind: 'notSent',
      code: 'SlowDown',
      reason: 'its detail could not be stored: some words',
    });
    expect(all.calls()).toBe(4);
  });

  test('that S3 would refuse again is tried once', async () => {
    const all = services([s3AnswerOf(403, 'AccessDenied')]);

    expect(await upload(payload, all, undefined)).toMatchObject({ code: 'AccessDenied' });
    expect(all.calls()).toBe(1);
  });

  test('is not begun after the signal', async () => {
    const all = services([]);

    expect(await upload(payload, all, AbortSignal.abort())).toMatchObject({
      kind: 'notSent',
      code: 'aborted',
    });
    expect(all.calls()).toBe(0);
  });

  test('is not tried again after the signal, and has the last failure', async () => {
    const abort = new AbortController();
    const all = services([networkError('ECONNRESET')], { onSleep: () => abort.abort() });

    expect(await upload(payload, all, abort.signal)).toMatchObject({ code: 'ECONNRESET' });
    expect(all.calls()).toBe(1);
  });
});

describe('a failed upload', () => {
  test.each([
    [400, 'EntityTooLarge'],
    [413, 'UnknownError'],
  ])('%d %s is refused', (status, name) => {
    expect(failureOfUpload(s3AnswerOf(status, name))).toMatchObject({
      kind: 'refused',
      mayPass: false,
    });
  });

  test.each([
    [301, 'PermanentRedirect'],
    [400, 'InvalidRequest'],
    [400, 'KMS.DisabledException'],
    [400, 'KMS.NotFoundException'],
    [403, 'AccessDenied'],
    [404, 'NoSuchBucket'],
    [412, 'PreconditionFailed'],
  ])('%d %s is not the event’s fault, and stays', (status, name) => {
    expect(failureOfUpload(s3AnswerOf(status, name))).toEqual({
      kind: 'notSent',
      code: name,
      reason: 'some words',
      mayPass: false,
    });
  });

  test.each([
    [400, 'BadDigest'],
    [400, 'IncompleteBody'],
    [400, 'RequestTimeout'],
    [400, 'ThrottlingException'],
    [400, 'KMS.ThrottlingException'],
    [409, 'ConditionalRequestConflict'],
    [409, 'OperationAborted'],
    [429, 'TooManyRequestsException'],
    [500, 'InternalError'],
    [503, 'ServiceUnavailable'],
    [503, 'SlowDown'],
    [503, 'UnknownError'],
  ])('%d %s may pass', (status, name) => {
    expect(failureOfUpload(s3AnswerOf(status, name))).toMatchObject({
      kind: 'notSent',
      mayPass: true,
    });
  });

  test.each(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EPIPE', 'ETIMEDOUT'])(
    'without an answer may pass, and leaves no doubt: %s',
    (code) => {
      expect(failureOfUpload(networkError(code))).toMatchObject({
        kind: 'notSent',
        code,
        mayPass: true,
      });
    },
  );

  test('for want of a package stays', () => {
    expect(failureOfUpload(networkError(packageMissing))).toMatchObject({
      kind: 'notSent',
      mayPass: false,
    });
  });
});
