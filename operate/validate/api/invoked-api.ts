import { randomUUID } from 'node:crypto';
import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import * as v from 'valibot';
import { OperationError } from '../../operation-error.ts';
import { plainText } from '../../plain-text.ts';
import { apiEvent, type ApiCaller } from './api-event.ts';
import type { ApiAnswer, SendApi } from './send-api.ts';

/** The registration function, and as whom it is invoked. */
export interface InvokedApiOptions {
  readonly client: Pick<LambdaClient, 'send'>;
  readonly functionName: string;
  readonly caller: ApiCaller;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/**
 * The API without API Gateway: its function is invoked with the request that a verified token would have led to.
 * Rejects with an OperationError if the function fails or answers something else.
 */
export function invokedApi({ client, functionName, caller, now }: InvokedApiOptions): SendApi {
  return async (request) => {
    const event = apiEvent(request, caller, { requestId: randomUUID(), nowMs: now() });
    const { FunctionError: failed, Payload: payload } = await client.send(
      new InvokeCommand({
        FunctionName: functionName,
        InvocationType: 'RequestResponse',
        Payload: Buffer.from(JSON.stringify(event)),
      }),
    );
    const text = Buffer.from(payload ?? []).toString('utf8');
    if (failed === undefined) return answerIn(text);
    throw new OperationError(plainText(`the registration function failed: ${text.slice(0, 300)}`));
  };
}

const answerSchema = v.object({
  statusCode: v.number(),
  headers: v.optional(v.record(v.string(), v.string()), {}),
  body: v.optional(v.string(), ''),
  isBase64Encoded: v.optional(v.boolean(), false),
});

function answerIn(text: string): ApiAnswer {
  const answer = v.safeParse(v.pipe(v.string(), v.parseJson(), answerSchema), text);
  if (!answer.success) throw new OperationError('the registration function returned no answer');
  const { statusCode: status, headers, body, isBase64Encoded } = answer.output;
  const encoding = isBase64Encoded ? 'base64' : 'utf8';
  return { status, headers, text: Buffer.from(body, encoding).toString('utf8') };
}
