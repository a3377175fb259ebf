import { hash } from 'node:crypto';
import type { KeptConnections } from './connections.ts';
import { bodyPoster, type HttpAnswer, type HttpPlace } from './post-body.ts';
import { requestSigner, type SigningCredentials } from './request-signer.ts';

/** Sends the body of a request, JSON; rejects when no answer comes. */
export type SendBody = (body: Buffer, signal: AbortSignal) => Promise<HttpAnswer>;

/** What the requests of an operation have in common. */
export interface SentAlike extends HttpPlace {
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

/** By whom requests are signed, and for which Region and service. */
export interface Signing {
  readonly region: string;
  readonly service: string;
  readonly credentials: () => Promise<SigningCredentials>;
}

/** Makes a sender of requests that differ only in their body. No request is repeated. */
export function signedSender(
  alike: SentAlike,
  { region, service, credentials }: Signing,
  connections: KeptConnections,
): SendBody {
  const { method, path, headers } = alike;
  const sign = requestSigner(region, service);
  const post = bodyPoster(alike, connections);
  return async (body, signal) => {
    const request = { method, path, headers, bodyHash: hash('sha256', body) };
    const signed = sign(request, await credentials(), Date.now());
    return await post(body, { headers: { ...signed, ...traceHeader() }, signal });
  };
}

/** The trace of the invocation under way, which Lambda's runtime puts into the environment each time. */
function traceHeader(): Record<string, string> {
  const traceId = process.env['_X_AMZN_TRACE_ID'];
  return traceId ? { 'x-amzn-trace-id': traceId } : {};
}
