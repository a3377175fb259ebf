import type { IncomingHttpHeaders } from 'node:http';
import type { buildApp } from 'fauxqs';
import { errorAnswer } from './sqs-errors.ts';

type App = ReturnType<typeof buildApp>;

/**
 * Takes calls in JSON at a queue's own URL, too, as SQS does: fauxqs takes them at `/`, and for one of S3 elsewhere, whose
 * answer says that all is well. Refuses a body that is no JSON object by its sender's fault, which no client repeats.
 */
export function takeJsonAtEachUrl(app: App): void {
  app.addHook('preHandler', async (request, reply) => {
    const { headers, method, body } = request;
    if (method !== 'POST' || !isForSqs(headers)) return;
    if (typeof body !== 'object' || body === null || Buffer.isBuffer(body)) {
      const { body: error, headers: ofError } = notJson('Start of structure expected.');
      await reply.status(400).headers(ofError).send(error);
      return;
    }
    if (request.url === '/') return;
    const { 'content-length': _length, 'transfer-encoding': _encoding, ...passed } = headers;
    const answer = await app.inject({
      method: 'POST',
      url: '/',
      headers: passed,
      payload: JSON.stringify(body),
    });
    await reply.status(answer.statusCode).headers(answer.headers).send(answer.body);
  });
  app.setErrorHandler(async (error, request, reply) => {
    if (!(error instanceof SyntaxError) || !isForSqs(request.headers)) throw error;
    const { body, headers } = notJson(error.message);
    await reply.status(400).headers(headers).send(body);
  });
}

function isForSqs({ 'x-amz-target': target }: IncomingHttpHeaders): boolean {
  return typeof target === 'string' && target.startsWith('AmazonSQS.');
}

function notJson(message: string) {
  return errorAnswer({ name: 'SerializationException', message });
}
