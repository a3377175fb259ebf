import type { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, test } from '@jest/globals';
import { seededRandom } from '../../../emulator/faults/random.ts';
import { feed } from './feed.ts';
import { eventNumbered, makeSources } from './workload.ts';

const events = Array.from({ length: 25 }, (_, number) =>
  eventNumbered(number, { seed: 1, largePercent: 0 }, seededRandom(1)),
);

/** SQS as the feeder sees it: takes all but the first message of each batch. */
function anSqsThatRefusesTheFirst() {
  const batches: number[] = [];
  const send = async ({ input: { Entries: entries = [] } }: SendMessageBatchCommand) => {
    batches.push(entries.length);
    return { Successful: entries.slice(1).map(({ Id }) => ({ Id })), Failed: [{ Id: '0' }] };
  };
  return { sqs: { send } as unknown as SQSClient, batches };
}

function aTarget(sqs: SQSClient) {
  const accepted: string[] = [];
  const stopping = new AbortController();
  const target = {
    sqs,
    queueUrl: 'http://127.0.0.1/queue',
    eventsPerSecond: 100_000,
    isFull: () => false,
    signal: stopping.signal,
    onAccepted: ({ id }: { id: string }) => void accepted.push(id),
  };
  return { target, accepted, stopping };
}

describe('the feeder', () => {
  test('notes those events that SQS has said to hold, and no others', async () => {
    const { sqs, batches } = anSqsThatRefusesTheFirst();
    const { target, accepted } = aTarget(sqs);
    await feed(events, target);
    expect(batches).toStrictEqual([10, 10, 5]);
    expect(accepted).toHaveLength(22);
    expect(accepted).not.toContain('1-0');
    expect(accepted).not.toContain('1-10');
    expect(accepted).not.toContain('1-20');
  });

  test('sends nothing while the queue is full', async () => {
    const { sqs, batches } = anSqsThatRefusesTheFirst();
    const { target, stopping } = aTarget(sqs);
    let looks = 0;
    const isFull = () => {
      looks += 1;
      if (looks === 2) stopping.abort();
      return true;
    };
    await feed(events, { ...target, isFull });
    expect(batches).toStrictEqual([]);
  });

  test('rejects when SQS fails', async () => {
    const sqs = { send: () => Promise.reject(new Error('out of reach')) } as unknown as SQSClient;
    await expect(feed(events, aTarget(sqs).target)).rejects.toThrow('out of reach');
  });
});

describe('the workload', () => {
  test('is the same for the same seed', () => {
    expect(makeSources(seededRandom(3))).toStrictEqual(makeSources(seededRandom(3)));
    expect(makeSources(seededRandom(3))).not.toStrictEqual(makeSources(seededRandom(4)));
  });

  test('has no source twice, and generators of which one begins with another', () => {
    const sources = makeSources(seededRandom(3));
    const keys = sources.map(
      ({ generator, account, region }) => `${generator} ${account} ${region}`,
    );
    expect(new Set(keys).size).toBe(sources.length);
    const generators = new Set(sources.map(({ generator }) => generator));
    expect([...generators]).toEqual(expect.arrayContaining(['acct1/repo1', 'acct1/repo10']));
  });

  test('has events of about 500 bytes', () => {
    const bytes = events.map((event) => Buffer.byteLength(JSON.stringify(event)));
    expect(Math.min(...bytes)).toBeGreaterThan(450);
    expect(Math.max(...bytes)).toBeLessThan(600);
  });
});
