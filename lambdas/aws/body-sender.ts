import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { HttpRequest } from '@smithy/core/transport';
import type { KeptConnections } from './connections.ts';
import { signedSender, type SendBody } from './signed-sender.ts';

/** The signer and the credentials of a client of any service. */
type ClientConfig = Pick<EventBridgeClient['config'], 'signer' | 'credentials'>;

/** A client of any service, and its connections. */
export interface BareClient {
  readonly config: ClientConfig;
  readonly connections: KeptConnections;
}

/**
 * Makes a sender of requests that differ from a first one, which a client has made, only in their body. They
 * leave out the client's middlewares, its signer and its handler of requests, which took four fifths of a
 * call's processor time. Without them no call is repeated.
 */
export async function bodySender(
  first: HttpRequest,
  { config, connections }: BareClient,
): Promise<SendBody> {
  const headers = lowerCasedWithoutTrace(first.headers);
  const { method, protocol, hostname, port, path } = first;
  const scope = await scopeOf(first, config);
  const signing = { ...scope, credentials: config.credentials };
  return signedSender({ method, protocol, hostname, port, path, headers }, signing, connections);
}

/** For which Region and service the client signs a request: its signature says so. */
async function scopeOf(first: HttpRequest, config: ClientConfig) {
  const signer = await config.signer();
  const { headers } = await signer.sign(HttpRequest.clone(first));
  const [, region, service] = credentialScope.exec(headers['authorization'] ?? '') ?? [];
  if (region === undefined || service === undefined) throw new Error('the SDK signed no request');
  return { region, service };
}

const credentialScope = /Credential=[^/]+\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request/;

// The SDK takes these from the invocation under way when it makes the first request.
const traceHeaders = new Set(['x-amzn-trace-id', 'traceparent', 'tracestate', 'baggage']);

function lowerCasedWithoutTrace(headers: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  return Object.fromEntries(entries.filter(([name = '']) => !traceHeaders.has(name)));
}
