import { AsyncLocalStorage } from 'node:async_hooks';
import type { buildApp } from 'fauxqs';
import * as v from 'valibot';

import { watchNewMessages, type SqsMessage, type Stores } from './fauxqs-internals.ts';

const SentMessage = v.object({
  MessageBody: v.string(),
  MessageSystemAttributes: v.optional(
    v.object({ AWSTraceHeader: v.optional(v.object({ StringValue: v.string() })) }),
  ),
});
const SendRequest = v.union([
  v.object({ Entries: v.array(SentMessage) }),
  v.pipe(
    SentMessage,
    v.transform((one) => ({ Entries: [one] })),
  ),
]);
const ReceiveRequest = v.object({
  QueueUrl: v.string(),
  MessageSystemAttributeNames: v.optional(v.array(v.string()), []),
});
const ReceiveAnswer = v.looseObject({
  Messages: v.array(
    v.looseObject({
      ReceiptHandle: v.string(),
      Attributes: v.optional(v.record(v.string(), v.string()), {}),
    }),
  ),
});

/** The trace header of each message of the current request, by the message's body. */
const traceHeaderOf = new AsyncLocalStorage<(body: string) => string | undefined>();
const kept = new WeakMap<SqsMessage, string>();
let watching: Promise<void> | undefined;

/**
 * Lets messages carry the trace header that they were sent with, as SQS does and fauxqs does not: the system attribute
 * AWSTraceHeader of the message, or else X-Amzn-Trace-Id of its request. A receiver that asks for it gets it. It moves
 * to the dead-letter queue with its message.
 */
export async function carryTraceHeaders(
  app: ReturnType<typeof buildApp>,
  { sqsStore }: Stores,
): Promise<void> {
  watching ??= watchNewMessages((message) => {
    const header = traceHeaderOf.getStore()?.(message.body);
    if (header !== undefined) kept.set(message, header);
  });
  await watching;
  app.addHook('preHandler', (request, _reply, done) => {
    traceHeaderOf.run(sentHeaders(request.body, request.headers['x-amzn-trace-id']), done);
  });
  app.addHook('preSerialization', async (request, _reply, answer) =>
    withTraceHeaders(request.body, answer, sqsStore),
  );
}

function sentHeaders(request: unknown, ofRequest: unknown): (body: string) => string | undefined {
  const sent = v.safeParse(SendRequest, request);
  if (!sent.success) return () => undefined;
  const own = new Map(
    sent.output.Entries.map(({ MessageBody: body, MessageSystemAttributes: attributes }) => [
      body,
      attributes?.AWSTraceHeader?.StringValue,
    ]),
  );
  const shared = typeof ofRequest === 'string' ? ofRequest : undefined;
  return (body) => own.get(body) ?? shared;
}

function withTraceHeaders(
  request: unknown,
  answer: unknown,
  sqsStore: Stores['sqsStore'],
): unknown {
  const asked = v.safeParse(ReceiveRequest, request);
  const received = v.safeParse(ReceiveAnswer, answer);
  if (!asked.success || !received.success) return answer;
  const names = asked.output.MessageSystemAttributeNames;
  if (!names.includes('All') && !names.includes('AWSTraceHeader')) return answer;
  const inFlight = sqsStore.getQueue(asked.output.QueueUrl)?.inflightMessages;
  const messages = received.output.Messages.map((message) => {
    const stored = inFlight?.get(message.ReceiptHandle)?.message;
    const header = stored === undefined ? undefined : kept.get(stored);
    if (header === undefined) return message;
    return { ...message, Attributes: { ...message.Attributes, AWSTraceHeader: header } };
  });
  return { ...received.output, Messages: messages };
}
