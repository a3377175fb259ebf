import { describe, expect, test } from '@jest/globals';
import { patientPut, throttleOf } from '../../../operate/probe/patient-put.ts';
import type { Reply } from '../../../operate/probe/wire.ts';

const accepted: Reply = { kind: 'answered', results: [{ EventId: 'e1' }], ms: 1 };
const entryThrottled: Reply = {
  kind: 'answered',
  results: [{ EventId: 'e1' }, { ErrorCode: 'ThrottlingException' }],
  ms: 1,
};

function refused(status: number, code: string): Reply {
  return { kind: 'refused', status, failure: { code, message: 'words' }, ms: 1 };
}

function unanswered(code: string): Reply {
  return { kind: 'unanswered', failure: { code, message: '' }, ms: 1 };
}

/** Puts once, with these replies one after the other; the last one is repeated. */
async function putWith(...replies: readonly [Reply, ...Reply[]]) {
  const delays: number[] = [];
  let calls = 0;
  const put = patientPut(
    async () => {
      calls += 1;
      return replies[calls - 1] ?? replies.at(-1) ?? replies[0];
    },
    async (ms) => {
      delays.push(ms);
    },
  );
  const settled = await put('{}').catch(String);
  return { settled, calls, delays };
}

describe('a reply that says nothing about the request', () => {
  test.each([
    ['a throttle', refused(400, 'ThrottlingException')],
    ['a throttle of a proxy', refused(429, 'HTTP 429')],
    ['a throttled entry', entryThrottled],
    ['a fault', refused(500, 'InternalException')],
    ['a fault of unknown name', refused(503, 'SomethingNew')],
    ['a fault of an entry', { ...accepted, results: [{ ErrorCode: 'InternalFailure' }] }],
    ['silence', unanswered('TimeoutError')],
    ['a refused connection', unanswered('ECONNREFUSED')],
    ['a cut connection', unanswered('ECONNRESET')],
  ] as const)('is not taken for an answer: %s', async (_, reply) => {
    const { settled, calls, delays } = await putWith(reply, reply, accepted);

    expect(settled).toEqual({ kind: 'answered', results: [{ EventId: 'e1' }] });
    expect(calls).toBe(3);
    expect(delays).toEqual([500, 1_000]);
  });

  test.each([refused(400, 'ThrottlingException'), unanswered('TimeoutError'), entryThrottled])(
    'is an error, and no answer, if it is all that comes',
    async (reply) => {
      const { settled, calls } = await putWith(reply);

      expect(settled).toContain('no lasting answer in 6 attempts');
      expect(calls).toBe(6);
    },
  );
});

test('a connection that is cut three times is cut because of the request', async () => {
  const { settled, calls } = await putWith(unanswered('EPIPE'));

  expect(settled).toEqual({ kind: 'cut', failure: { code: 'EPIPE', message: '' } });
  expect(calls).toBe(3);
});

test.each([
  refused(400, 'ValidationException'),
  refused(413, 'HTTP 413'),
  refused(400, 'AccessDeniedException'),
  refused(400, 'SomethingNew'),
])('a refusal is an answer at once', async (reply) => {
  expect((await putWith(reply)).calls).toBe(1);
});

test.each([
  [refused(400, 'ThrottlingException'), true],
  [entryThrottled, true],
  [accepted, false],
  [refused(500, 'InternalException'), false],
])('a throttle is known as one', (reply, isThrottle) => {
  expect(throttleOf(reply) !== undefined).toBe(isThrottle);
});
