import { PutPartnerEventsCommand, type EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { HttpRequest } from '@smithy/core/transport';

/** An answer of EventBridge, whatever it says. */
export interface HttpAnswer {
  readonly status: number;
  /** The exception's name, where a header tells it. */
  readonly errorType: string | undefined;
  /** Empty where it is longer than any answer of EventBridge. */
  readonly body: string;
}

/** Sends the body of a PutPartnerEvents request, JSON; rejects when no answer comes. */
export type SendPutPartnerEvents = (body: Buffer, signal: AbortSignal) => Promise<HttpAnswer>;

/**
 * What sends PutPartnerEvents requests by a client: to its endpoint, with its headers, signed by its
 * signer, over its connections. The client's middlewares make one request without entries; all
 * others differ from it by their body alone and leave the middlewares out, which took more than a
 * third of a call's processor time. Without them nothing is tried again.
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
    const { statusCode: status, headers: told } = response;
    return { status, errorType: told['x-amzn-errortype'], body: await readBody(response.body) };
  };
}

// Twenty results have a few kilobytes; what sends more than a megabyte is not EventBridge.
const maxBodyBytes = 1_048_576;

/** Reads a body as text; one that is too long is broken off with its connection. */
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

// What the SDK takes from the invocation under way when it makes the first request.
const traceHeaders = new Set(['x-amzn-trace-id', 'traceparent', 'tracestate', 'baggage']);

function withoutTrace(headers: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(headers);
  return Object.fromEntries(entries.filter(([name]) => !traceHeaders.has(name.toLowerCase())));
}

/** The trace of the invocation under way: Lambda's runtime puts it into the environment for each one. */
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
