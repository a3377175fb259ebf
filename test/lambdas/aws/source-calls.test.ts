import { describe, expect, test } from '@jest/globals';
import { startEmulator } from '../../../emulator/server.ts';
import { partnerSources } from '../../../lambdas/aws/partner-sources.ts';
import { sourceCalls } from '../../../lambdas/aws/source-calls.ts';
import type { PartnerSources } from '../../../lambdas/ports/reconcile.ts';
import { useEventBridgeAt } from '../../support/aws-variables.ts';
import { testNowMs } from '../../support/domain-builders.ts';
import { virtualClock } from '../../../tools/simulators/virtual-clock.ts';

const source = ['eu-west-1', 'aws.partner/vendor.test/acct1/repo1/111122223333'] as const;
const account = '111122223333';
const error = (name: string) => Object.assign(new Error('some words'), { name });

/** How AWS takes the calls: it fails so often with a code, and each takes its time. */
interface Course {
  readonly failures?: number;
  readonly code?: string;
  readonly random?: number;
  readonly callMs?: number;
  readonly withinMs?: number;
  readonly create?: 'created' | 'exists';
}

function aStage({
  failures = 0,
  code = 'ThrottlingException',
  random = 0.5,
  callMs = 0,
  withinMs = 20_000,
  create = 'created',
}: Course = {}) {
  const time = virtualClock();
  const madeAtMs: number[] = [];
  const answer = async <T>(value: T): Promise<T> => {
    madeAtMs.push(time.now() - testNowMs);
    await time.sleep(callMs);
    if (madeAtMs.length <= failures) throw error(code);
    return value;
  };
  const sources: Pick<PartnerSources, 'create' | 'delete' | 'observe'> = {
    create: async () => await answer(create),
    delete: async () => await answer(undefined),
    observe: async () => await answer({ kind: 'nonexistent' }),
  };
  const deadlineMs = time.now() + withinMs;
  const calls = sourceCalls(sources, { time, random: () => random, deadlineMs });
  return { calls, madeAtMs, run: time.runUntil };
}

describe('each call', () => {
  test('is made once where it succeeds', async () => {
    const { calls, madeAtMs, run } = aStage();

    expect(await run(calls.create(...source, account))).toEqual({ kind: 'created' });
    expect(await run(calls.observe(...source))).toEqual({
      kind: 'answered',
      observation: { kind: 'nonexistent' },
    });
    expect(await run(calls.delete(...source, account))).toEqual({ kind: 'deleted' });
    expect(madeAtMs).toHaveLength(3);
  });

  test.each([
    'ConcurrentModificationException',
    'ThrottlingException',
    'InternalException',
    'TimeoutError',
    'ECONNRESET',
  ])('is made four times at the most where %s may pass', async (code) => {
    const passed = aStage({ code, failures: 3 });
    const failed = aStage({ code, failures: 4 });

    expect(await passed.run(passed.calls.delete(...source, account))).toEqual({ kind: 'deleted' });
    expect(await failed.run(failed.calls.delete(...source, account))).toEqual({
      kind: 'failed',
      failure: { code, message: 'some words' },
    });
    expect([passed.madeAtMs.length, failed.madeAtMs.length]).toEqual([4, 4]);
  });

  test.each([
    'LimitExceededException',
    'OperationDisabledException',
    'UnrecognizedClientException',
    'InvalidClientTokenId',
    'OptInRequired',
    'AccessDeniedException',
  ])('is made once where %s stays', async (code) => {
    const { calls, madeAtMs, run } = aStage({ code, failures: 1 });

    expect(await run(calls.observe(...source))).toMatchObject({
      kind: 'failed',
      failure: { code },
    });
    expect(madeAtMs).toHaveLength(1);
  });

  test.each([
    [0, [0, 0, 0, 0]],
    [0.5, [0, 50, 150, 350]],
    [0.999, [0, 99.9, 299.7, 699.3]],
  ])('waits longer each time, with full jitter: %d', async (random, times) => {
    const { calls, madeAtMs, run } = aStage({ failures: 4, random });
    await run(calls.observe(...source));

    expect(madeAtMs).toEqual(times.map((one) => expect.closeTo(one, 3)));
  });

  test('is not begun when the time of its request is over', async () => {
    const { calls, madeAtMs, run } = aStage({ failures: 9, callMs: 3_000, withinMs: 5_000 });

    expect(await run(calls.observe(...source))).toMatchObject({
      failure: { code: 'ThrottlingException' },
    });
    expect(madeAtMs).toHaveLength(2);
    expect(await run(calls.create(...source, account))).toMatchObject({
      kind: 'failed',
      failure: { code: 'TimeoutError' },
    });
    expect(madeAtMs).toHaveLength(2);
  });
});

describe('a creation that failed', () => {
  test.each([
    ['ThrottlingException', 4, true],
    ['LimitExceededException', 1, true],
    ['TimeoutError', 4, false],
    ['SomethingNew', 1, false],
  ])('with %s was refused for sure: %#', async (code, failures, isRefused) => {
    const { calls, run } = aStage({ code, failures });

    expect(await run(calls.create(...source, account))).toEqual({
      kind: 'failed',
      failure: { code, message: 'some words' },
      isRefused,
    });
  });

  test('may have made a source if one of its tries had no answer', async () => {
    const time = virtualClock();
    const codes = ['TimeoutError', 'LimitExceededException'];
    const create = async () => await Promise.reject(error(codes.shift()!));
    const calls = sourceCalls(
      { create, delete: create, observe: create },
      { time, random: () => 0, deadlineMs: time.now() + 20_000 },
    );

    expect(await time.runUntil(calls.create(...source, account))).toMatchObject({
      failure: { code: 'LimitExceededException' },
      isRefused: false,
    });
  });
});

test('a source that exists was there before, unless a try without an answer may have made it', async () => {
  const first = aStage({ create: 'exists' });
  const second = aStage({ create: 'exists', failures: 1, code: 'TimeoutError' });

  expect(await first.run(first.calls.create(...source, account))).toEqual({
    kind: 'exists',
    wasThere: true,
  });
  expect(await second.run(second.calls.create(...source, account))).toEqual({
    kind: 'exists',
    wasThere: false,
  });
});

test('a source that AWS does not know is deleted', async () => {
  const { calls, run } = aStage({ failures: 1, code: 'ResourceNotFoundException' });

  expect(await run(calls.delete(...source, account))).toEqual({ kind: 'deleted' });
});

test('the emulator’s answers are AWS’s', async () => {
  const emulator = await startEmulator({ realNowMs: () => testNowMs });
  const forget = useEventBridgeAt(emulator.url);
  try {
    const time = { now: () => 0, sleep: async () => undefined };
    const sources = partnerSources('vendor.test', { timeoutMs: 3_000 });
    const calls = sourceCalls(sources, { time, random: () => 0, deadlineMs: 1 });

    expect(await calls.create(...source, account)).toEqual({ kind: 'created' });
    expect(await calls.create(...source, account)).toEqual({ kind: 'exists', wasThere: true });
    expect(await calls.create(...source, '999999999999')).toMatchObject({ kind: 'exists' });
    expect(await calls.observe(...source)).toMatchObject({
      kind: 'answered',
      observation: { kind: 'found', account, state: 'PENDING' },
    });
    expect(await calls.delete(...source, account)).toEqual({ kind: 'deleted' });
    expect(await calls.delete(...source, account)).toEqual({ kind: 'deleted' });
    expect(await calls.observe(...source)).toMatchObject({ observation: { kind: 'nonexistent' } });
  } finally {
    forget();
    await emulator.close();
  }
});
