import * as v from 'valibot';

import {
  attributesBytes,
  attributesProblem,
  systemAttributesProblem,
  type MessageAttributes,
} from './attribute-rules.ts';
import type { SqsError } from './sqs-errors.ts';

const text = v.nullish(v.string());
const Attributes = v.nullish(
  v.record(v.string(), v.looseObject({ DataType: text, StringValue: text, BinaryValue: text })),
);

/** What a client gives of a message: in SendMessage itself, in SendMessageBatch for each entry. */
export const GivenMessage = v.looseObject({
  Id: text,
  MessageBody: text,
  DelaySeconds: v.nullish(v.pipe(v.number(), v.integer())),
  MessageAttributes: Attributes,
  MessageSystemAttributes: Attributes,
  MessageGroupId: text,
  MessageDeduplicationId: text,
});

/** See the schema. */
export type GivenMessage = v.InferOutput<typeof GivenMessage>;

const maxDelaySeconds = 900;
const groupId = /^[!-~]{1,128}$/;

/**
 * Why SQS refuses a message, for what fauxqs does not: undefined if it does not. Limits of size and characters of the
 * body are fauxqs's.
 *
 * @param parameter the body's name in the request, which an error gives
 */
export function messageProblem(
  message: GivenMessage,
  isFifo: boolean,
  parameter: string,
): SqsError | undefined {
  const body = message.MessageBody ?? '';
  if (body === '')
    return {
      name: 'MissingParameter',
      message: `The request must contain the parameter ${parameter}.`,
    };
  const problem =
    queueProblem(message, isFifo) ??
    groupProblem(message) ??
    attributesProblem(attributesOf(message)) ??
    systemAttributesProblem(message.MessageSystemAttributes ?? {});
  return problem === undefined ? undefined : { name: 'InvalidParameterValue', message: problem };
}

/** What a message counts of the limits of a message and of a batch. */
export function messageBytes(message: GivenMessage): number {
  return Buffer.byteLength(message.MessageBody ?? '') + attributesBytes(attributesOf(message));
}

function attributesOf({ MessageAttributes: attributes }: GivenMessage): MessageAttributes {
  return attributes ?? {};
}

/** A FIFO queue refuses delays in its own words, which fauxqs has. */
function queueProblem(
  { DelaySeconds: delay, MessageDeduplicationId: deduplicationId }: GivenMessage,
  isFifo: boolean,
): string | undefined {
  if (isFifo) return undefined;
  if (typeof deduplicationId === 'string')
    return `Value ${deduplicationId} for parameter MessageDeduplicationId is invalid. Reason: The request include parameter that is not valid for this queue type.`;
  return typeof delay === 'number' && (delay < 0 || delay > maxDelaySeconds)
    ? `Value ${delay} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= ${maxDelaySeconds}.`
    : undefined;
}

function groupProblem({ MessageGroupId: group }: GivenMessage): string | undefined {
  return typeof group === 'string' && !groupId.test(group)
    ? `Value ${group} for parameter MessageGroupId is invalid. Reason: MessageGroupId can only include alphanumeric and punctuation characters. 1 to 128 in length.`
    : undefined;
}
