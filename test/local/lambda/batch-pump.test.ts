import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { SQSEvent } from 'aws-lambda';

import { BatchPump } from '../../../local/lambda/batch-pump.ts';
import type { PumpOptions } from '../../../local/lambda/batch-pump.ts';
import type { InvokeResult } from '../../../local/lambda/invoke-result.ts';
import { guardInvocation, isStoppedLoop } from '../../../local/lambda/recursion-guard.ts';
import type { QueueFailure } from '../../../local/lambda/settle-messages.ts';
import { anSqsRecord, someSqsRecords } from './an-sqs-record.ts';
import { FakeSourceQueue, ids } from './fake-source-queue.ts';

const done: InvokeResult = { kind: 'returned', payload: null };

let queue: FakeSourceQueue;
let pump: BatchPump;
let events: SQSEvent[];
let failures: QueueFailure[];

beforeEach(() => {
  jest.useFakeTimers();
  queue = new FakeSourceQueue();
  events = [];
  failures = [];
});

afterEach(async () => {
  await pump.close();
  jest.useRealTimers();
});

/** Starts a pump whose function records its events, and answers with the given results. */
function startPump(
  options: Partial<PumpOptions> = {},
  answer: () => Promise<InvokeResult> = async () => await Promise.resolve(done),
) {
  pump = new BatchPump(queue, {
    batchSize: 100,
    windowSeconds: 1,
    quietSeconds: 0,
    maximumConcurrency: 2,
    onError: (failure) => failures.push(failure),
    ...options,
    invoke: async (event) => {
      events.push(event);
      return await answer();
    },
  });
  pump.start();
}

/** A function that answers only on request. */
function aSlowAnswer() {
  const waiting: Array<(result: InvokeResult) => void> = [];
  return {
    answer: async () => await new Promise<InvokeResult>((resolve) => waiting.push(resolve)),
    finishOne: (result = done) => waiting.shift()?.(result),
  };
}

/** A record that was sent with a trace header. */
const traced = (header: string) => {
  const record = anSqsRecord();
  return { ...record, attributes: { ...record.attributes, AWSTraceHeader: header } };
};

const pass = async (milliseconds: number) => await jest.advanceTimersByTimeAsync(milliseconds);
const batches = () => events.map((event) => ids(event.Records));

describe('gathering', () => {
  test('a batch is invoked when it is full, without waiting for its window', async () => {
    const records = someSqsRecords(250);
    queue.send(...records);
    startPump();
    await pass(10);

    expect(batches()).toEqual([ids(records.slice(0, 100)), ids(records.slice(100, 200))]);
  });

  test('a batch that is not full is invoked when its window has passed since its first message', async () => {
    startPump({ windowSeconds: 5 });
    await pass(7_000);
    const [first, second] = [anSqsRecord(), anSqsRecord()];
    queue.send(first);
    await pass(3_000);
    queue.send(second);
    await pass(1_999);
    expect(batches()).toEqual([]);
    await pass(1);

    expect(batches()).toEqual([ids([first, second])]);
  });

  test('without a window, what one receive brought is invoked at once', async () => {
    startPump({ batchSize: 10, windowSeconds: 0 });
    await pass(100);
    queue.send(...someSqsRecords(3));
    await pass(0);

    expect(batches().map((batch) => batch.length)).toEqual([3]);
  });

  test('no message waits without a window, and no batch has more than ten', async () => {
    startPump({ batchSize: 10, windowSeconds: 0, quietSeconds: undefined });
    await pass(100_000);
    queue.send(anSqsRecord());
    await pass(0);
    expect(batches()).toHaveLength(1);
    queue.send(...someSqsRecords(25));
    await pass(0);

    expect(batches().map((batch) => batch.length)).toEqual([1, 10, 10, 5]);
  });

  test('a batch is cut before its event exceeds 6 MB, and the rest goes into the next', async () => {
    queue.send(...someSqsRecords(9, { body: 'x'.repeat(1_048_576) }));
    startPump();
    await pass(1_000);

    expect(batches().map((batch) => batch.length)).toEqual([5, 4]);
    for (const event of events) {
      expect(Buffer.byteLength(JSON.stringify(event))).toBeLessThanOrEqual(6_291_456);
    }
  });

  test('a long queue is drained by several receives at once, an empty one is waited on by one', async () => {
    queue.send(...someSqsRecords(1_000));
    startPump({ batchSize: 1_000 });
    await pass(0);

    expect(queue.mostReceivesAtOnce).toBe(10);
    expect(events).toHaveLength(1);
    expect(pump.activity().pollsInFlight).toBe(1);
  });

  test('an empty queue is asked once in 20 seconds', async () => {
    startPump();
    await pass(59_999);

    expect(queue.receives).toEqual([10, 10, 10]);
  });
});

describe('on a quiet queue', () => {
  const asOnAws = { quietSeconds: undefined };

  test('a message alone waits for 20 seconds, though the window is one', async () => {
    startPump(asOnAws);
    await pass(33_333);
    queue.send(anSqsRecord());
    await pass(19_999);
    expect(batches()).toEqual([]);
    await pass(1);

    expect(batches()).toHaveLength(1);
  });

  test('the 20 seconds begin with the first message, however late the last came within the window', async () => {
    startPump(asOnAws);
    queue.send(anSqsRecord());
    await pass(900);
    queue.send(anSqsRecord());
    await pass(19_099);
    expect(batches()).toEqual([]);
    await pass(1);

    expect(batches().map((batch) => batch.length)).toEqual([2]);
  });

  test('the next message after the window ends the wait', async () => {
    startPump(asOnAws);
    queue.send(anSqsRecord());
    await pass(7_000);
    expect(batches()).toEqual([]);
    queue.send(anSqsRecord());
    await pass(0);

    expect(batches().map((batch) => batch.length)).toEqual([2]);
  });

  test('a window that is longer than the 20 seconds is waited for', async () => {
    startPump({ ...asOnAws, windowSeconds: 60 });
    queue.send(anSqsRecord());
    await pass(59_999);
    expect(batches()).toEqual([]);
    await pass(1);

    expect(batches()).toHaveLength(1);
  });

  test('a full batch waits for nothing', async () => {
    startPump({ ...asOnAws, batchSize: 20 });
    queue.send(...someSqsRecords(20));
    await pass(10);

    expect(batches()).toHaveLength(1);
  });
});

describe('a function that writes to the queue that it reads', () => {
  const functionArn = 'arn:aws:lambda:eu-west-1:000000000000:function:retry';

  /** Lets the function send a message to its own queue each time; returns how many times it ran. */
  async function loop(recursiveLoop: 'Allow' | 'Terminate', most: number) {
    let runs = 0;
    const results: InvokeResult[] = [];
    pump = new BatchPump(queue, {
      batchSize: 10,
      windowSeconds: 0,
      maximumConcurrency: 1,
      invoke: async (_event, traceHeaders) => {
        const result = await guardInvocation(
          { functionArn, recursiveLoop },
          traceHeaders,
          async (header) => {
            runs += 1;
            if (runs < most) queue.send(traced(header));
            return await Promise.resolve(done);
          },
        );
        results.push(result);
        return result;
      },
    });
    queue.send(anSqsRecord());
    pump.start();
    await pass(1_000);
    return { runs, stopped: results.filter(isStoppedLoop).length };
  }

  test('runs 16 times with Terminate; at the 17th its message is not touched', async () => {
    expect(await loop('Terminate', 100)).toEqual({ runs: 16, stopped: 1 });
    expect(queue.deleted).toHaveLength(16);
    expect(queue.released).toEqual([]);
  });

  test('runs on with Allow', async () => {
    expect(await loop('Allow', 100)).toEqual({ runs: 100, stopped: 0 });
    expect(queue.deleted).toHaveLength(100);
  });

  test('is stopped for a whole batch by its message with the most rounds', async () => {
    const results: InvokeResult[] = [];
    const lineageAfter = async (traceHeaders: string[], runs: number): Promise<string> => {
      let header = '';
      await guardInvocation({ functionArn, recursiveLoop: 'Allow' }, traceHeaders, async (one) => {
        header = one;
        return await Promise.resolve(done);
      });
      return runs === 1 ? header : await lineageAfter([header], runs - 1);
    };
    queue.send(anSqsRecord(), traced(await lineageAfter([], 16)), anSqsRecord());
    pump = new BatchPump(queue, {
      batchSize: 10,
      windowSeconds: 0,
      maximumConcurrency: 1,
      invoke: async (_event, traceHeaders) => {
        const guarded = { functionArn, recursiveLoop: 'Terminate' } as const;
        const result = await guardInvocation(guarded, traceHeaders, async () => done);
        results.push(result);
        return result;
      },
    });
    pump.start();
    await pass(1_000);

    expect(results).toMatchObject([{ kind: 'failed', errorType: 'RecursiveInvocationException' }]);
    expect(queue.deleted).toEqual([]);
  });
});

describe('concurrency', () => {
  test('no more batches run at once than allowed, and no more than one batch is received ahead', async () => {
    const { answer, finishOne } = aSlowAnswer();
    queue.send(...someSqsRecords(500));
    startPump({ batchSize: 15 }, answer);
    await pass(60_000);

    expect(events).toHaveLength(2);
    expect(pump.activity()).toMatchObject({ invocations: 2, gathered: 15, pollsInFlight: 0 });
    expect(queue.visible).toHaveLength(500 - 45);

    finishOne();
    await pass(0);
    expect(events).toHaveLength(3);
    for (let batch = 0; batch < 40; batch += 1) {
      finishOne();
      await pass(1_000);
    }
    expect(queue.deleted).toHaveLength(500);
  });
});

describe('afterwards', () => {
  test('all messages of a batch that succeeds are deleted', async () => {
    const records = someSqsRecords(25);
    queue.send(...records);
    startPump();
    await pass(1_000);

    expect(queue.deleted.toSorted()).toEqual(ids(records).toSorted());
    expect(pump.activity().idle).toBe(true);
  });

  test('messages reported as failed are left in the queue, the others deleted', async () => {
    const [good, bad] = [anSqsRecord(), anSqsRecord()];
    const verdicts: unknown[] = [];
    const payload = { batchItemFailures: [{ itemIdentifier: bad.messageId }] };
    queue.send(good, bad);
    startPump(
      { onBatch: (batch) => verdicts.push(batch) },
      async () => await Promise.resolve({ kind: 'returned', payload }),
    );
    await pass(1_000);

    expect(queue.deleted).toEqual([good.messageId]);
    expect(queue.released).toEqual([]);
    expect(verdicts).toEqual([
      { messages: 2, verdict: { kind: 'processed', failedMessageIds: new Set([bad.messageId]) } },
    ]);
  });

  test('nothing is deleted when the invocation fails or cannot be made', async () => {
    queue.send(...someSqsRecords(2));
    startPump({}, async () => await Promise.reject(new Error('no such function')));
    await pass(1_000);

    expect(events).toHaveLength(1);
    expect(queue.deleted).toEqual([]);
    expect(pump.activity().idle).toBe(true);
  });

  test('a pump is not idle while its messages are being deleted', async () => {
    queue.send(anSqsRecord());
    queue.deleteErrors.push(new Error('busy'));
    startPump();
    await pass(1_500);
    expect(pump.activity()).toMatchObject({ invocations: 1, gathered: 0, idle: false });
    await pass(1_000);

    expect(pump.activity().idle).toBe(true);
    expect(queue.deleted).toHaveLength(1);
  });
});

describe('errors of SQS', () => {
  test('a failing receive is reported and tried again after a pause', async () => {
    const error = new Error('connection refused');
    queue.receiveErrors.push(error, error);
    queue.send(anSqsRecord());
    startPump({ windowSeconds: 0, batchSize: 10 });
    await pass(1_999);
    expect(queue.receives).toHaveLength(2);
    await pass(1);

    expect(events).toHaveLength(1);
    expect(failures).toEqual([
      { operation: 'receive', error },
      { operation: 'receive', error },
    ]);
  });

  test('only the messages which were not deleted are deleted again', async () => {
    const [first, second] = [anSqsRecord(), anSqsRecord()];
    queue.undeletable.add(second.messageId);
    queue.send(first, second);
    startPump();
    await pass(2_000);

    expect(queue.deleted).toEqual(ids([first, second]));
    expect(failures).toMatchObject([{ operation: 'delete' }]);
  });

  test('a delete is given up after three attempts', async () => {
    const error = new Error('connection refused');
    queue.deleteErrors.push(error, error, error);
    queue.send(anSqsRecord());
    startPump();
    await pass(4_000);

    expect(failures).toHaveLength(3);
    expect(pump.activity().idle).toBe(true);
  });
});

describe('close', () => {
  test('ends a long poll, and starts no other', async () => {
    startPump();
    await pass(0);
    await pump.close();

    expect(pump.activity().pollsInFlight).toBe(0);
    expect(queue.receives).toHaveLength(1);
    expect(failures).toEqual([]);
  });

  test('gives back what was gathered, and waits for the batches that are running', async () => {
    const { answer, finishOne } = aSlowAnswer();
    const records = someSqsRecords(13);
    queue.send(...records);
    startPump({ batchSize: 10, windowSeconds: 1, maximumConcurrency: 1 }, answer);
    await pass(0);

    let closed = false;
    const closing = pump.close().then(() => (closed = true));
    await pass(0);
    expect(queue.released).toEqual(ids(records.slice(10)));
    expect(closed).toBe(false);
    finishOne();
    await closing;

    expect(queue.deleted).toEqual(ids(records.slice(0, 10)));
    expect(events).toHaveLength(1);
  });

  test('does not wait for the pause after an error', async () => {
    queue.receiveErrors.push(new Error('connection refused'));
    startPump();
    await pass(0);
    await pump.close();

    expect(pump.activity()).toMatchObject({ pollsInFlight: 0, idle: true });
  });
});
