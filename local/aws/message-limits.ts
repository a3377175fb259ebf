import type { buildApp } from 'fauxqs';
import * as v from 'valibot';

import { batchProblem } from './batch-rules.ts';
import type { Stores } from './fauxqs-internals.ts';
import { GivenMessage, messageBytes, messageProblem } from './message-rules.ts';
import { errorAnswer, errorIn, type SqsError } from './sqs-errors.ts';

const url = v.nullish(v.string());
const Single = v.looseObject({ ...GivenMessage.entries, QueueUrl: url });
const Batch = v.looseObject({ QueueUrl: url, Entries: v.nullish(v.array(GivenMessage)) });
const BatchAnswer = v.looseObject({
  Failed: v.optional(v.array(v.looseObject({ Id: v.string() })), []),
});

/** What is refused of a request, by the Id of the entry: of a single message without one. */
type Refusals = Map<string, SqsError>;

/**
 * Refuses a message, or a single entry of a batch, or a batch, that SQS refuses and fauxqs takes.
 *
 * SQS's words are quoted by getmoto/moto #5372, opentelemetry-java-instrumentation #13799, and LocalStack's recorded
 * answers. Where they are not known, its documentation says what is refused.
 */
export function holdMessageLimits(
  app: ReturnType<typeof buildApp>,
  { sqsStore }: Pick<Stores, 'sqsStore'>,
): void {
  const refusalsOf = new WeakMap<object, Refusals>();
  const isFifo = (queueUrl: string) => sqsStore.getQueue(queueUrl)?.isFifo();
  app.addHook('preHandler', async (request, reply) => {
    const checked = check(request.headers['x-amz-target'], request.body, isFifo);
    if (checked === undefined) return;
    if ('refused' in checked) {
      const { body, headers } = errorAnswer(checked.refused);
      await reply.status(400).headers(headers).send(body);
      return;
    }
    request.body = checked.body;
    refusalsOf.set(request, checked.refusals);
  });
  app.addHook('preSerialization', async (request, _reply, answer) => {
    const refusals = refusalsOf.get(request);
    if (refusals === undefined || refusals.size === 0) return answer;
    const single = refusals.get('');
    if (single === undefined) return withReasons(answer, refusals);
    if (errorIn(answer)?.name !== 'InvalidMessageContents') return answer;
    return { __type: `com.amazonaws.sqs#${single.name}`, message: single.message };
  });
}

type Checked =
  { readonly refused: SqsError } | { readonly body: object; readonly refusals: Refusals };

/** Undefined for requests that send nothing, and for those that name no queue: fauxqs answers them. */
function check(
  target: unknown,
  body: unknown,
  isFifoQueue: (url: string) => boolean | undefined,
): Checked | undefined {
  if (target === 'AmazonSQS.SendMessage') return checkWith(Single, body, isFifoQueue, checkSingle);
  if (target === 'AmazonSQS.SendMessageBatch')
    return checkWith(Batch, body, isFifoQueue, checkBatch);
  return undefined;
}

function checkWith<Request extends { readonly QueueUrl?: string | null | undefined }>(
  schema: v.GenericSchema<unknown, Request>,
  body: unknown,
  isFifoQueue: (url: string) => boolean | undefined,
  checkRequest: (request: Request, isFifo: boolean) => Checked,
): Checked | undefined {
  const parsed = v.safeParse(schema, body);
  if (!parsed.success)
    return { refused: { name: 'SerializationException', message: parsed.issues[0].message } };
  const isFifo = isFifoQueue(parsed.output.QueueUrl ?? '');
  return isFifo === undefined ? undefined : checkRequest(parsed.output, isFifo);
}

function checkSingle(request: v.InferOutput<typeof Single>, isFifo: boolean): Checked {
  const problem = messageProblem(request, isFifo, 'MessageBody');
  if (problem === undefined) return { body: request, refusals: new Map() };
  return { body: refusedByFauxqs(request), refusals: new Map([['', problem]]) };
}

function checkBatch(request: v.InferOutput<typeof Batch>, isFifo: boolean): Checked {
  const refused = batchProblem(request.Entries);
  if (refused !== undefined) return { refused };
  const refusals: Refusals = new Map();
  const entries = (request.Entries ?? []).map((entry, index) => {
    const parameter = `SendMessageBatchRequestEntry.${index + 1}.MessageBody`;
    const problem = messageProblem(entry, isFifo, parameter);
    if (problem === undefined) return entry;
    refusals.set(entry.Id ?? '', problem);
    return refusedByFauxqs(entry);
  });
  return { body: { ...request, Entries: entries }, refusals };
}

/** The message with a body of the same size that fauxqs refuses: its limits of size apply as before. */
function refusedByFauxqs(message: GivenMessage): GivenMessage {
  const body = '\u0000'.repeat(Math.max(1, messageBytes(message)));
  return { ...message, MessageBody: body, MessageAttributes: {} };
}

function withReasons(answer: unknown, refusals: Refusals): unknown {
  const parsed = v.safeParse(BatchAnswer, answer);
  if (!parsed.success) return answer;
  const failed = parsed.output.Failed.map((entry) => {
    const problem = refusals.get(entry.Id);
    return problem === undefined
      ? entry
      : { ...entry, Code: problem.name, Message: problem.message };
  });
  return { ...parsed.output, Failed: failed };
}
