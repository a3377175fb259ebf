import { EventBridgeServiceException } from '@aws-sdk/client-eventbridge';
import * as v from 'valibot';
import {
  jsonAnswer,
  messageAnswer,
  splitTarget,
  type HttpAnswer,
  type HttpRequest,
} from '../http-api/http-message.ts';
import { RefusedCall } from './refused-call.ts';

/** A call of an endpoint. */
export interface EndpointCall {
  /** The values of the path's variables. */
  readonly path: Readonly<Record<string, string | undefined>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  /** The JSON of the body; undefined without one. */
  readonly body: unknown;
}

/** An endpoint of the console, in JSON. */
export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Matches its path, such as `/_local/clock`; the path's variables are named groups. */
  readonly path: RegExp;
  /** Resolves with the answer; undefined becomes 204. Rejects with a RefusedCall or EventBridge's error. */
  readonly answer: (call: EndpointCall) => Promise<unknown>;
}

const pathVariable = /:(?<name>\w+)(?:\((?<values>[^)]*)\))?/g;

/** An endpoint; in its path, `:name` or `:name(values)` is a variable. (Node.js 22 has no URLPattern.) */
export function endpoint(
  method: Endpoint['method'],
  pathname: string,
  answer: Endpoint['answer'],
): Endpoint {
  const pattern = pathname.replaceAll(
    pathVariable,
    (_, name: string, values = '[^/]+') => `(?<${name}>${values})`,
  );
  return { method, path: new RegExp(`^${pattern}$`), answer };
}

/** Answers a request with its endpoint; refusals are 4xx with one line in `message`. */
export async function answerEndpoint(
  endpoints: readonly Endpoint[],
  request: HttpRequest,
): Promise<HttpAnswer> {
  const { path: pathname, query } = splitTarget(request.target);
  const atPath = endpoints.filter(({ path }) => path.test(pathname));
  const called = atPath.find(({ method }) => method === request.method);
  if (atPath.length === 0) return messageAnswer(404, `There is no ${pathname}.`);
  if (called === undefined)
    return messageAnswer(405, `${pathname} does not support ${request.method}.`);
  try {
    const answer = await called.answer({
      path: called.path.exec(pathname)?.groups ?? {},
      query: Object.fromEntries(new URLSearchParams(query)),
      body: readBody(request),
    });
    return answer === undefined ? { status: 204, headers: {}, body: '' } : jsonAnswer(200, answer);
  } catch (error) {
    return refusal(error);
  }
}

/** Parses a call's input by a schema. Throws a RefusedCall that names the first error. */
export function take<S extends v.GenericSchema>(schema: S, given: unknown): v.InferOutput<S> {
  const parsed = v.safeParse(schema, given);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new RefusedCall(400, [v.getDotPath(issue), issue.message].filter(Boolean).join(': '));
}

// A page of another site can send a body of another type without a preflight request.
function readBody({ headers, body }: HttpRequest): unknown {
  if (body.length === 0) return undefined;
  if (!/^application\/json *(?:;|$)/i.test(headers['content-type'] ?? '')) {
    throw new RefusedCall(415, 'The body must be application/json.');
  }
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw new RefusedCall(400, 'The body is not valid JSON.', { cause });
  }
}

function refusal(error: unknown): HttpAnswer {
  if (error instanceof RefusedCall) return messageAnswer(error.status, error.message);
  if (!(error instanceof EventBridgeServiceException) || error.$fault !== 'client') throw error;
  return messageAnswer(400, `${error.name}: ${error.message}`);
}
