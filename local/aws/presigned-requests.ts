import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** A request whose signature is in its query. */
export interface PresignedRequest {
  readonly method: string;
  /** Path and query as sent. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
}

/** What S3 answers to a request that it refuses. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

const required = ['Algorithm', 'Credential', 'Signature', 'Date', 'SignedHeaders', 'Expires'];
const maxSeconds = 7 * 86_400;
const maxSkewMs = 15 * 60_000;

/** Whether a request has its signature in its query. */
export function isPresigned({ url }: PresignedRequest): boolean {
  return queryOf(url).has('X-Amz-Signature');
}

/**
 * Why S3 refuses a presigned request; undefined if it does not ("Authenticating Requests: Using Query
 * Parameters" of S3's API reference). The session token is part of what is signed, and not checked.
 *
 * @param secret of whoever signs here
 */
export function reasonAgainstPresigned(
  request: PresignedRequest,
  secret: string,
  nowMs: number,
): Refusal | undefined {
  const query = queryOf(request.url);
  if (request.headers.authorization !== undefined) {
    const message = 'Only one auth mechanism allowed';
    return { status: 400, code: 'InvalidArgument', message };
  }
  const seconds = Number(query.get('X-Amz-Expires'));
  if (required.some((name) => !query.has(`X-Amz-${name}`)) || !isLife(seconds)) {
    const message = 'Query-string authentication version 4 requires all of its parameters';
    return { status: 400, code: 'AuthorizationQueryParametersError', message };
  }
  const signedMs = momentOf(query.get('X-Amz-Date') ?? '');
  if (!(nowMs >= signedMs - maxSkewMs)) return accessDenied('Request is not yet valid');
  if (nowMs > signedMs + seconds * 1_000) return accessDenied('Request has expired');
  return isSigned(request, query, secret) ? undefined : signatureDoesNotMatch;
}

const signatureDoesNotMatch: Refusal = {
  status: 403,
  code: 'SignatureDoesNotMatch',
  message: 'The request signature we calculated does not match the signature you provided.',
};

function accessDenied(message: string): Refusal {
  return { status: 403, code: 'AccessDenied', message };
}

function isLife(seconds: number): boolean {
  return Number.isInteger(seconds) && seconds >= 1 && seconds <= maxSeconds;
}

/** `20130524T000000Z` in epoch milliseconds. */
function momentOf(text: string): number {
  return Date.parse(text.replace(/^(\d{4})(\d\d)(\d\dT\d\d)(\d\d)(\d\dZ)$/, '$1-$2-$3:$4:$5'));
}

/** The parameters of a request, as sent. */
export function queryOf(url: string): URLSearchParams {
  return new URLSearchParams(url.split('?')[1] ?? '');
}

function isSigned(
  { method, url, headers }: PresignedRequest,
  query: URLSearchParams,
  secret: string,
): boolean {
  const names = (query.get('X-Amz-SignedHeaders') ?? '').split(';');
  const own = Object.keys(headers).filter((name) => name.startsWith('x-amz-'));
  if (!['host', ...own].every((name) => names.includes(name))) return false;
  const [path = '', rest = ''] = url.split('?');
  const parameters = rest.split('&').filter((one) => !one.startsWith('X-Amz-Signature='));
  const canonical = [
    method,
    path,
    parameters.toSorted().join('&'),
    names.map((name) => `${name}:${String(headers[name]).trim()}\n`).join(''),
    names.join(';'),
    'UNSIGNED-PAYLOAD',
  ];
  const hash = createHash('sha256').update(canonical.join('\n')).digest('hex');
  const [, ...scope] = (query.get('X-Amz-Credential') ?? '').split('/');
  if (scope.length !== 4 || scope[2] !== 's3') return false;
  const text = ['AWS4-HMAC-SHA256', query.get('X-Amz-Date'), scope.join('/'), hash].join('\n');
  const expected = hmac(scope.reduce<string | Buffer>(hmac, `AWS4${secret}`), text);
  const given = Buffer.from(query.get('X-Amz-Signature') ?? '', 'hex');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
