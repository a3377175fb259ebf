import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { AwsError, internalError, serializationError } from '../protocol/aws-error.ts';

const CONTENT_TYPE = 'application/x-amz-json-1.1';

/** An HTTP answer of the JSON 1.1 protocol. */
export type Answer = { status: number; body: string; errorType?: string };

/** A successful answer; an operation without output has an empty body. */
export function success(output: object | undefined): Answer {
  return { status: 200, body: output === undefined ? '' : JSON.stringify(output) };
}

/** An error as SDKs read it. Any error other than an AwsError is a bug of the emulator. */
export function failure(error: unknown): Answer {
  const known = error instanceof AwsError ? error : internalError(`Emulator: ${String(error)}`);
  const { status, type, message } = known;
  return { status, body: JSON.stringify({ __type: type, message }), errorType: type };
}

/** Writes an answer, with the request id that SDKs report. */
export function send(response: ServerResponse, { status, body, errorType }: Answer): void {
  response.writeHead(status, {
    'x-amzn-RequestId': randomUUID(),
    'Content-Type': CONTENT_TYPE,
    'Content-Length': Buffer.byteLength(body),
    ...(errorType === undefined ? {} : { 'x-amzn-ErrorType': errorType }),
  });
  response.end(body);
}

/** The JSON of a body; an empty body is an empty structure. Throws SerializationException. */
export function parseBody(text: string): unknown {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw serializationError(`The body is not JSON: ${String(cause)}`);
  }
}
