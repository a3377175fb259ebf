/** A request as it came in, its body whole. */
export interface HttpRequest {
  readonly method: string;
  /** Path and query as they were sent, such as `/sources?limit=1`. */
  readonly target: string;
  /** By lower-case name; those sent several times are joined with commas. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly sourceIp: string;
  /** Such as `HTTP/1.1`. */
  readonly protocol: string;
}

/** An answer to send. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Values of Set-Cookie headers. */
  readonly cookies?: readonly string[];
  readonly body: string | Uint8Array;
}

/** An answer in JSON. */
export function jsonAnswer(
  status: number,
  value: unknown,
  headers: HttpAnswer['headers'] = {},
): HttpAnswer {
  const contentType = { 'content-type': 'application/json' };
  return { status, headers: { ...contentType, ...headers }, body: JSON.stringify(value) };
}

/** An answer that says one thing, in the form that API Gateway gives its own answers. */
export function messageAnswer(
  status: number,
  message: string,
  headers?: HttpAnswer['headers'],
): HttpAnswer {
  return jsonAnswer(status, { message }, headers);
}

/** The answer to a request that is over a limit of API Gateway's, or makes an event over one of Lambda's. */
export const entityTooLarge = messageAnswer(413, 'Request Entity Too Large');

/** The path and the query of a request's target, both as they were sent. */
export function splitTarget(target: string): { readonly path: string; readonly query: string } {
  const end = target.indexOf('?');
  return end === -1
    ? { path: target, query: '' }
    : { path: target.slice(0, end), query: target.slice(end + 1) };
}
