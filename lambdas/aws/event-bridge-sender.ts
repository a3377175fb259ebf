import { PutPartnerEventsCommand, type EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { HttpRequest } from '@smithy/core/transport';

/** An answer of EventBridge. */
export interface HttpAnswer {
  readonly status: number;
  /** The exception's name, if a header has it. */
  readonly errorType: string | undefined;
  /** Empty if it is longer than any answer of EventBridge. */
  readonly body: string;
}

/** Sends the body of a PutPartnerEvents request, JSON; rejects when no answer comes. */
export type SendPutPartnerEvents = (body: Buffer, signal: AbortSignal) => Promise<HttpAnswer>;

/**
 * Makes a sender of PutPartnerEvents requests from a client: it uses the client's endpoint, headers,
 * signer and connections. The client's middlewares make one request without entries; all further requests
 * differ from it only in their body and leave out the middlewares, which took more than a third of a
 * call's processor time. Without them no call is repeated.
 */
export async function eventBridgeSender(client: EventBridgeClient): Promise<SendPutPartnerEvents> {
  const { protocol, hostname, port, path, headers } = await emptyRequest(client);
  const emptyHeaders = withoutTrace(headers);
  const { config } = client;
  const signer = await config.signer();
  return async (body, abortSignal) => {
    const sent = { ...emptyHeaders, ...traceHeader(), 'content-length': String(body.length) };
    const place = { method: 'POST', protocol, hostname, path, ...(port !== undefined && { port }) };
    const signed = await signer.sign(new HttpRequest({ ...place, headers: sent, body }));
    const request = new HttpRequest(signed);
    const { response } = await config.requestHandler.handle(request, { abortSignal });
    const { statusCode: status, headers: answered } = response;
    return { status, errorType: answered['x-amzn-errortype'], body: await readBody(response.body) };
  };
}

// Twenty results have a few kilobytes; an answer of more than a megabyte is not EventBridge's.
const maxBodyBytes = 1_048_576;

/** Reads a body as text; stops at one that is too long, and closes its connection. */
async function readBody(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > maxBodyBytes) return '';
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

// The SDK takes these from the invocation under way when it makes the first request.
const traceHeaders = new Set(['x-amzn-trace-id', 'traceparent', 'tracestate', 'baggage']);

function withoutTrace(headers: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(headers);
  return Object.fromEntries(entries.filter(([name]) => !traceHeaders.has(name.toLowerCase())));
}

/** The trace of the invocation under way, which Lambda's runtime puts into the environment each time. */
function traceHeader(): Record<string, string> {
  const traceId = process.env['_X_AMZN_TRACE_ID'];
  return traceId ? { 'X-Amzn-Trace-Id': traceId } : {};
}

/** The request without entries as the SDK makes it, before it is signed. Nothing is sent. */
async function emptyRequest(client: EventBridgeClient): Promise<HttpRequest> {
  const command = new PutPartnerEventsCommand({ Entries: [] });
  let made: unknown;
  command.middlewareStack.add(
    () =>
      ({ request }) => {
        made = request;
        return Promise.resolve({ output: { $metadata: {} }, response: undefined });
      },
    { step: 'build', priority: 'low' },
  );
  await client.send(command);
  if (HttpRequest.isInstance(made)) return made;
  throw new Error('the SDK made no HTTP request of PutPartnerEvents');
}
