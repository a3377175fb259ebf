import type { buildApp } from 'fauxqs';
import * as v from 'valibot';

import type { Stores } from './fauxqs-internals.ts';

/** SQS's limits on a message that fauxqs does not enforce: its delay in seconds, and its attributes. */
const maxDelaySeconds = 900;
const maxAttributes = 10;

const Message = v.looseObject({
  Id: v.optional(v.string(), ''),
  MessageBody: v.string(),
  DelaySeconds: v.optional(v.number(), 0),
  MessageAttributes: v.optional(v.record(v.string(), v.unknown()), {}),
});
const Batch = v.looseObject({ QueueUrl: v.string(), Entries: v.array(v.unknown()) });
const Single = v.looseObject({ QueueUrl: v.string(), MessageBody: v.string() });
const BatchAnswer = v.looseObject({
  Failed: v.optional(v.array(v.looseObject({ Id: v.string() })), []),
});
const ErrorAnswer = v.looseObject({
  __type: v.literal('com.amazonaws.sqs#InvalidMessageContents'),
});

type Refusals = Map<string, string>;

/**
 * Refuses a message, or a single entry of a batch, with InvalidParameterValue as SQS does: for a delay
 * under 0 s or over 900 s, and for more than 10 attributes.
 *
 * The messages are those that getmoto/moto #5372 and opentelemetry-java-instrumentation #13799 quote.
 */
export function holdMessageLimits(
  app: ReturnType<typeof buildApp>,
  { sqsStore }: Pick<Stores, 'sqsStore'>,
): void {
  const refusalsOf = new WeakMap<object, Refusals>();
  app.addHook('preHandler', (request, _reply, done) => {
    const queue = v.safeParse(v.object({ QueueUrl: v.string() }), request.body);
    const isFifo = queue.success && sqsStore.getQueue(queue.output.QueueUrl)?.isFifo() === true;
    const refusals: Refusals = new Map();
    request.body = withoutRefused(request.body, isFifo, refusals);
    refusalsOf.set(request, refusals);
    done();
  });
  app.addHook('preSerialization', async (request, reply, answer) => {
    const refusals = refusalsOf.get(request);
    if (refusals === undefined || refusals.size === 0) return answer;
    const message = refusals.get('');
    if (message === undefined) return withReasons(answer, refusals);
    if (!v.is(ErrorAnswer, answer)) return answer;
    reply.header('x-amzn-query-error', 'InvalidParameterValue;Sender');
    return { __type: 'com.amazonaws.sqs#InvalidParameterValue', message };
  });
}

/**
 * The request, in which each message to refuse is replaced with one of the same size that fauxqs refuses:
 * the limits of the whole request apply as before.
 */
function withoutRefused(body: unknown, isFifo: boolean, refusals: Refusals): unknown {
  const refuse = (given: unknown): unknown => {
    const parsed = v.safeParse(Message, given);
    const reason = parsed.success ? reasonAgainst(parsed.output, isFifo) : undefined;
    if (!parsed.success || reason === undefined) return given;
    refusals.set(parsed.output.Id, reason);
    const bytes = Buffer.byteLength(parsed.output.MessageBody);
    return { ...parsed.output, MessageBody: '\u0000'.repeat(bytes) };
  };
  if (v.is(Batch, body)) return { ...body, Entries: body.Entries.map(refuse) };
  return v.is(Single, body) ? refuse(body) : body;
}

function reasonAgainst(
  { DelaySeconds: delay, MessageAttributes: attributes }: v.InferOutput<typeof Message>,
  isFifo: boolean,
): string | undefined {
  // A FIFO queue accepts no delay of a single message.
  if (!isFifo && (delay < 0 || delay > maxDelaySeconds)) {
    return `Value ${delay} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= ${maxDelaySeconds}.`;
  }
  const count = Object.keys(attributes).length;
  return count > maxAttributes
    ? `Number of message attributes [${count}] exceeds the allowed maximum [${maxAttributes}].`
    : undefined;
}

function withReasons(answer: unknown, refusals: Refusals): unknown {
  const parsed = v.safeParse(BatchAnswer, answer);
  if (!parsed.success) return answer;
  const failed = parsed.output.Failed.map((entry) => {
    const reason = refusals.get(entry.Id);
    return reason === undefined
      ? entry
      : { ...entry, Code: 'InvalidParameterValue', Message: reason };
  });
  return { ...parsed.output, Failed: failed };
}
