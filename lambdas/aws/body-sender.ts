import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { HttpRequest } from '@smithy/core/transport';

/** An answer of a service. */
export interface HttpAnswer {
  readonly status: number;
  /** The exception's name, if a header has it. */
  readonly errorType: string | undefined;
  /** Empty if it is longer than any answer that is read. */
  readonly body: string;
}

/** Sends the body of a request, JSON; rejects when no answer comes. */
export type SendBody = (body: Buffer, signal: AbortSignal) => Promise<HttpAnswer>;

/** The signer and the connections of a client of any service. */
export type ClientConfig = Pick<EventBridgeClient['config'], 'signer' | 'requestHandler'>;

/**
 * Makes a sender of requests that differ from a first one, which a client has made, only in their body. They
 * leave out the client's middlewares, which took more than a third of a call's processor time. Without them
 * no call is repeated.
 */
export async function bodySender(
  { protocol, hostname, port, path, headers }: HttpRequest,
  config: ClientConfig,
): Promise<SendBody> {
  const firstHeaders = withoutTrace(headers);
  const signer = await config.signer();
  return async (body, abortSignal) => {
    const sent = { ...firstHeaders, ...traceHeader(), 'content-length': String(body.length) };
    const place = { method: 'POST', protocol, hostname, path, ...(port !== undefined && { port }) };
    const signed = await signer.sign(new HttpRequest({ ...place, headers: sent, body }));
    const request = new HttpRequest(signed);
    const { response } = await config.requestHandler.handle(request, { abortSignal });
    const { statusCode: status, headers: answered } = response;
    return { status, errorType: answered['x-amzn-errortype'], body: await readBody(response.body) };
  };
}

// Twenty results have a few kilobytes; an answer of more than a megabyte is not the service's.
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
