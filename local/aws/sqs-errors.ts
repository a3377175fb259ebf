import type { buildApp } from 'fauxqs';
import * as v from 'valibot';

const ownType = 'com.amazonaws.sqs#';
const sharedType = 'com.amazon.coral.service#';

/** The type that JSON has, and the code of the Query protocol, where SQS forms them otherwise than from the error's name. */
const written: Readonly<Record<string, { readonly type?: string; readonly code: string }>> = {
  InvalidParameterValue: {
    type: `${sharedType}InvalidParameterValueException`,
    code: 'InvalidParameterValue',
  },
  MissingParameter: {
    type: `${sharedType}MissingRequiredParameterException`,
    code: 'MissingParameter',
  },
  SerializationException: { type: `${sharedType}SerializationException`, code: 'MalformedInput' },
  InvalidAction: { type: `${sharedType}UnknownOperationException`, code: 'InvalidAction' },
  QueueDoesNotExist: { code: 'AWS.SimpleQueueService.NonExistentQueue' },
  QueueNameExists: { code: 'QueueAlreadyExists' },
  InvalidAttributeName: { code: 'InvalidAttributeName' },
  InvalidAttributeValue: { code: 'InvalidAttributeValue' },
  InvalidMessageContents: { code: 'InvalidMessageContents' },
  OverLimit: { code: 'OverLimit' },
};

/** An error of SQS: its name and what is wrong. */
export interface SqsError {
  readonly name: string;
  readonly message: string;
}

/** The answer to a call that is refused, by its sender's fault: the body in JSON, and a header. */
export function errorAnswer({ name, message }: SqsError) {
  const { type = `${ownType}${name}`, code = `AWS.SimpleQueueService.${name}` } =
    written[name] ?? {};
  return {
    body: { __type: type, message },
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amzn-query-error': `${code};Sender`,
    },
  };
}

const ErrorOfFauxqs = v.looseObject({
  __type: v.pipe(v.string(), v.startsWith(ownType)),
  message: v.string(),
});

/** The error in an answer of fauxqs; undefined in one that succeeds. */
export function errorIn(answer: unknown): SqsError | undefined {
  if (!v.is(ErrorOfFauxqs, answer)) return undefined;
  return { name: answer.__type.slice(ownType.length), message: answer.message };
}

/** Gives errors the types and codes that clients of SQS see, which LocalStack has recorded (its `test_sqs.snapshot.json`). */
export function writeErrorsAsSqs(app: ReturnType<typeof buildApp>): void {
  app.addHook('preSerialization', async (_request, reply, answer) => {
    const error = errorIn(answer);
    if (error === undefined) return answer;
    const { body, headers } = errorAnswer(error);
    reply.headers(headers);
    return body;
  });
}
