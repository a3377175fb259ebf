import type { buildApp } from 'fauxqs';
import * as v from 'valibot';

import { writeError, writeResult } from './query-answer.ts';
import { readQuery } from './query-request.ts';

const Form = v.record(v.string(), v.string());

/** AWS's code for a fault of its own, which has no other. */
const fault = 'InternalFailure;Receiver';

/**
 * Takes calls in the Query protocol, too, as SQS does. AWS's SDKs from before November 2023, such as those of Debian 12,
 * know no other.
 */
export function takeQueryProtocol(app: ReturnType<typeof buildApp>): void {
  app.addHook('preHandler', async (request, reply) => {
    // Objects of S3 come this way, too, and have a hundred million bytes.
    if (request.method !== 'POST' || Buffer.isBuffer(request.body)) return;
    const form = v.safeParse(Form, request.body, { abortEarly: true });
    const call = form.success ? readQuery(form.output) : undefined;
    if (call === undefined) return;
    const { host = '', 'x-amzn-trace-id': trace } = request.headers;
    const answer = await app.inject({
      method: 'POST',
      url: '/',
      headers: {
        host,
        'content-type': 'application/x-amz-json-1.0',
        'x-amz-target': `AmazonSQS.${call.action}`,
        ...(trace !== undefined && { 'x-amzn-trace-id': trace }),
      },
      payload: JSON.stringify({ ...queueOf(request.url, host), ...call.body }),
    });
    const code = answer.headers['x-amzn-query-error'];
    const text =
      answer.statusCode === 200
        ? writeResult(call.action, answer.json())
        : writeError(String(code ?? fault), answer.json());
    await reply.status(answer.statusCode).header('content-type', 'text/xml').send(text);
  });
}

/** A call at a queue's own URL is for that queue. */
function queueOf(path: string, host: string): { QueueUrl: string } | undefined {
  return /^\/\d{12}\/[\w.-]+\/?$/.test(path) ? { QueueUrl: `http://${host}${path}` } : undefined;
}
