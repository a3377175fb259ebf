import * as v from 'valibot';
import { problemDetailsSchema } from '../../lambdas/contract/problems.ts';
import { failed, ok, type ApiResult } from './api-result.ts';

// Only what the page shows: the rest of a problem may change.
const problemSchema = v.pick(problemDetailsSchema, ['title', 'code', 'detail', 'errors']);

/** Parses the body of a response by a schema: its value, or the failure that it reports. */
export async function readAnswer<T>(
  response: Response,
  schema: v.GenericSchema<unknown, T>,
): Promise<ApiResult<T>> {
  if (!response.ok) return readFailure(response);
  const body = v.safeParse(schema, await jsonOf(response));
  return body.success ? ok(body.output) : failed({ kind: 'unreadable', status: response.status });
}

/** Reads a response without a body. */
export async function readNothing(response: Response): Promise<ApiResult<undefined>> {
  return response.ok ? ok(undefined) : readFailure(response);
}

/** Reads a response that is a file. */
export async function readFile(response: Response): Promise<ApiResult<Blob>> {
  if (!response.ok) return readFailure(response);
  try {
    return ok(await response.blob());
  } catch {
    // The connection ended before the file did.
    return failed({ kind: 'unreachable' });
  }
}

async function readFailure(response: Response): Promise<ApiResult<never>> {
  const { status } = response;
  if (status === 401) return failed({ kind: 'unauthorized' });
  const problem = v.safeParse(problemSchema, await jsonOf(response));
  if (!problem.success) return failed({ kind: 'unreadable', status });
  const retryAfterSeconds = secondsOf(response.headers.get('retry-after'));
  const { errors = [], ...said } = problem.output;
  return failed({ kind: 'problem', status, ...said, errors, retryAfterSeconds });
}

async function jsonOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}

function secondsOf(retryAfter: string | null): number | undefined {
  return retryAfter !== null && /^\d+$/.test(retryAfter) ? Number(retryAfter) : undefined;
}
