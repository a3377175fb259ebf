/** A received request, with its complete body. */
export interface HttpRequest {
  readonly method: string;
  /** Path and query as sent, such as `/sources?limit=1`. */
  readonly target: string;
  /** By lower-case name; repeated headers are joined with commas. */
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

/** An answer with one message, in the form of API Gateway's own answers. */
export function messageAnswer(
  status: number,
  message: string,
  headers?: HttpAnswer['headers'],
): HttpAnswer {
  return jsonAnswer(status, { message }, headers);
}

/** The answer to a request over a limit of API Gateway, or whose event is over a limit of Lambda. */
export const entityTooLarge = messageAnswer(413, 'Request Entity Too Large');

/** The path and the query of a request's target, both as sent. */
export function splitTarget(target: string): { readonly path: string; readonly query: string } {
  const end = target.indexOf('?');
  return end === -1
    ? { path: target, query: '' }
    : { path: target.slice(0, end), query: target.slice(end + 1) };
}
