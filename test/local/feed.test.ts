import type { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { expect, test } from '@jest/globals';
import { feed, type Fed } from '../../local/feed.ts';
import type { Line } from '../../terminal/lines.ts';

async function* linesOf(texts: readonly string[]): AsyncGenerator<Line> {
  for (const [index, text] of texts.entries()) yield { number: index + 1, text };
}

async function feedAll(texts: readonly string[], failing: ReadonlySet<string> = new Set()) {
  const batches: string[][] = [];
  const send = async ({ input: { Entries: entries = [] } }: SendMessageBatchCommand) => {
    batches.push(entries.map(({ MessageBody: body = '' }) => body));
    const failed = entries.filter(({ MessageBody: body = '' }) => failing.has(body));
    return { Failed: failed.map(({ Id: id }) => ({ Id: id, Message: 'not that', Code: 'C' })) };
  };
  const fed: Fed = { sent: 0, empty: 0, refused: [] };
  const sent: string[] = [];
  await feed(linesOf(texts), {
    sqs: { send } as never,
    queueUrl: 'q',
    signal: new AbortController().signal,
    fed,
    onSent: ({ text }) => sent.push(text),
  });
  return { batches, fed, sent };
}

test('lines go in batches of ten, each as one body as it is', async () => {
  const texts = Array.from({ length: 25 }, (_, index) => `{"n": ${index} }\r`);
  const { batches, fed, sent } = await feedAll(texts);
  expect(batches.map((batch) => batch.length)).toEqual([10, 10, 5]);
  expect(batches.flat()).toEqual(texts);
  expect(fed.sent).toBe(25);
  expect(sent).toEqual(texts);
});

test('a batch holds at most 1 MiB', async () => {
  const texts = Array.from({ length: 5 }, () => 'x'.repeat(400_000));
  const { batches } = await feedAll(texts);
  expect(batches.map((batch) => batch.length)).toEqual([2, 2, 1]);
});

test('a line that SQS cannot accept is recorded with its number, and the others are sent', async () => {
  const texts = ['a', '', 'x'.repeat(1_048_577), 'bad', 'b'];
  const { batches, fed, sent } = await feedAll(texts, new Set(['bad']));
  expect(batches).toEqual([['a', 'bad', 'b']]);
  expect(sent).toEqual(['a', 'b']);
  expect(fed).toEqual({
    sent: 2,
    empty: 1,
    refused: [
      { number: 3, reason: '1048577 bytes, SQS accepts at most 1048576' },
      { number: 4, reason: 'not that' },
    ],
  });
});
