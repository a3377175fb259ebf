import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from '@jest/globals';
import { fakeLog } from '../../../support/fake-log.ts';
import { batchWriter } from '../../../../lambdas/aws/history/batch-write.ts';

type Answer = (keys: readonly string[]) => readonly string[];

/** A writer on a table that leaves unprocessed what `answers` returns; its time passes by waiting. */
function aWriter(answer: Answer) {
  const client = new DynamoDBClient({ region: 'us-east-1' });
  const written: string[] = [];
  const sizes: number[] = [];
  let nowMs = 0;
  client.middlewareStack.add(
    () => async (args) => {
      const { input } = args as { input: { RequestItems: Record<string, Request[]> } };
      const requests = input.RequestItems['table']!;
      sizes.push(requests.length);
      const left = new Set(answer(requests.map(keyOf)));
      written.push(...requests.map(keyOf).filter((key) => !left.has(key)));
      const unprocessed = requests.filter((one) => left.has(keyOf(one)));
      const output = { UnprocessedItems: unprocessed.length > 0 ? { table: unprocessed } : {} };
      return { output: { ...output, $metadata: {} }, response: {} };
    },
    { step: 'initialize' },
  );
  const time = {
    now: () => nowMs,
    sleep: async (ms: number) => {
      nowMs += ms;
    },
  };
  const log = fakeLog();
  const write = batchWriter({ client, tableName: 'table', log }, time);
  return { write, written, sizes, log };
}

interface Request {
  readonly PutRequest: { readonly Item: { readonly pk: { readonly S: string } } };
}

function keyOf({ PutRequest }: Request): string {
  return PutRequest.Item.pk.S;
}

function items(count: number) {
  return Array.from({ length: count }, (_, index) => ({ pk: { S: `k${index}` } }));
}

describe('many items', () => {
  test('are written, 25 in a call', async () => {
    const { write, written, sizes } = aWriter(() => []);

    expect(await write(items(60), 1_000)).toBe(true);
    expect(new Set(written).size).toBe(60);
    expect(sizes.toSorted((one, other) => one - other)).toEqual([10, 25, 25]);
  });

  test('are written again if they were left unprocessed, and the others are not', async () => {
    let calls = 0;
    const { write, written } = aWriter((keys) => ((calls += 1) < 3 ? keys.slice(0, 2) : []));

    expect(await write(items(5), 10_000)).toBe(true);
    expect(written.toSorted()).toEqual(['k0', 'k1', 'k2', 'k3', 'k4']);
  });

  test('are given up when the time is over', async () => {
    const { write, written } = aWriter((keys) => keys);

    expect(await write(items(30), 5_000)).toBe(false);
    expect(written).toEqual([]);
  });

  test('are written without the one that DynamoDB refuses, which is logged', async () => {
    const { write, written, log } = aWriter((keys) => {
      const error = new Error('too large');
      error.name = 'ValidationException';
      if (keys.includes('k7')) throw error;
      return [];
    });

    expect(await write(items(30), 10_000)).toBe(true);
    expect(new Set(written).size).toBe(29);
    expect(log.lines).toHaveLength(1);
  });

  test('are written again after a call that failed', async () => {
    let calls = 0;
    const { write, written } = aWriter(() => {
      calls += 1;
      if (calls === 1) throw new Error('throttled');
      return [];
    });

    expect(await write(items(3), 10_000)).toBe(true);
    expect(written).toHaveLength(3);
  });
});
