import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { generatorRows } from '../../simulators/generator-rows.ts';
import { queriedGenerator, queryPage } from '../../simulators/mapping-pages.ts';
import type { Arrivals } from './arrivals.ts';
import { mappingsOf, partnerName, region } from './workload.ts';

/** The operations that the fan-out function calls when nothing fails. */
export const operations = [
  'PutPartnerEvents',
  'DeleteMessageBatch',
  'SendMessageBatch',
  'Query',
  'UpdateItem',
] as const;

/** A part of a message that the function sent back to its queue. */
export const sentPartSchema = v.object({
  body: v.string(),
  attributes: v.record(v.string(), v.string()),
});

/** The same as a type. */
export type SentPart = v.InferOutput<typeof sentPartSchema>;

/** What has arrived so far. */
export interface StubState {
  readonly arrivals: Arrivals;
  readonly parts: SentPart[];
}

/** One of them. */
export type Operation = (typeof operations)[number];

/**
 * Answers a call as EventBridge, SQS or DynamoDB does when all goes well.
 *
 * @param target the header X-Amz-Target, `AWSEvents.PutPartnerEvents`
 * @returns the answer's JSON; throws for an operation that is none of {@link operations}
 */
export function stubAnswer(
  target: string,
  body: string,
  { arrivals, parts }: StubState,
): { readonly operation: Operation; readonly json: string } {
  const operation = operations.find((one) => target.endsWith(`.${one}`));
  switch (operation) {
    case 'PutPartnerEvents': {
      const { Entries } = v.parse(putSchema, body);
      for (const entry of Entries) arrivals.add(entry);
      const results = Entries.map((_, index) => ({ EventId: String(index) }));
      return { operation, json: JSON.stringify({ FailedEntryCount: 0, Entries: results }) };
    }
    case 'DeleteMessageBatch': {
      const { Entries } = v.parse(deleteSchema, body);
      const successful = Entries.map(({ Id }) => ({ Id }));
      return { operation, json: JSON.stringify({ Successful: successful, Failed: [] }) };
    }
    case 'SendMessageBatch': {
      const { Entries, QueueUrl } = v.parse(sendSchema, body);
      // The history has a queue, too.
      const isPart = QueueUrl.endsWith('/events');
      const successful = Entries.map(({ Id, MessageBody, MessageAttributes }) => {
        const attributes = Object.entries(MessageAttributes).map(
          ([name, { StringValue }]) => [name, StringValue] as const,
        );
        if (isPart) parts.push({ body: MessageBody, attributes: Object.fromEntries(attributes) });
        // The SDK compares it.
        const MD5OfMessageBody = createHash('md5').update(MessageBody).digest('hex');
        return { Id, MessageId: Id, MD5OfMessageBody };
      });
      return { operation, json: JSON.stringify({ Successful: successful, Failed: [] }) };
    }
    case 'Query':
      return { operation, json: JSON.stringify(mappingsPage(JSON.parse(body))) };
    case 'UpdateItem':
      return { operation, json: '{}' };
    case undefined:
      throw new Error(`nobody answers ${target}`);
  }
}

const putSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ Entries: v.array(v.object({ Source: v.string(), Detail: v.string() })) }),
);

const deleteSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ Entries: v.array(v.object({ Id: v.string() })) }),
);

const sendSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    QueueUrl: v.string(),
    Entries: v.array(
      v.object({
        Id: v.string(),
        MessageBody: v.string(),
        MessageAttributes: v.optional(
          v.record(v.string(), v.object({ StringValue: v.optional(v.string(), '') })),
          {},
        ),
      }),
    ),
  }),
);

function mappingsPage(input: unknown) {
  const generator = queriedGenerator(input);
  const rows = generatorRows({ generator, region }, mappingsOf(generator), partnerName);
  const { items, count, lastKey } = queryPage(input, rows);
  return { Items: items, Count: count, LastEvaluatedKey: lastKey };
}
