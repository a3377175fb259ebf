import { untilAborted } from '../../answer.ts';
import type { CheckContext } from '../../check.ts';

/** The result of a request to the provider. */
export type Fetched =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly body: string;
      /** The Access-Control-Allow-Origin header. */
      readonly allowedOrigin: string | undefined;
      readonly milliseconds: number;
    }
  | { readonly kind: 'unanswered'; readonly reason: string };

/** Sends a request to the provider like the page: from its origin, without following redirects. */
export async function fetchAsPage(
  url: URL,
  { origin, body }: { readonly origin: string; readonly body?: URLSearchParams },
  { fetch, now, signal }: Pick<CheckContext, 'fetch' | 'now' | 'signal'>,
): Promise<Fetched> {
  const startedAt = now();
  const request = async () => {
    const response = await fetch(url, {
      headers: { accept: 'application/json', origin },
      redirect: 'manual',
      signal,
      ...(body !== undefined && { method: 'POST', body }),
    });
    return { response, text: await response.text() };
  };
  try {
    const { response, text } = await untilAborted(request(), signal);
    return {
      kind: 'answered',
      status: response.status,
      body: text,
      allowedOrigin: response.headers.get('access-control-allow-origin') ?? undefined,
      milliseconds: now() - startedAt,
    };
  } catch (error) {
    return { kind: 'unanswered', reason: signal.aborted ? 'timed out' : causeOf(error) };
  }
}

/** The cause of a failed fetch has the details. */
function causeOf(error: unknown): string {
  if (!Error.isError(error)) return String(error);
  const { cause } = error;
  return Error.isError(cause) ? `${error.message}: ${cause.message}` : error.message;
}

/** The JSON object in a body; undefined if there is none. */
export function objectIn(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/** The texts of a JSON array; undefined if it is not an array. */
export function textsIn(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.filter((item): item is string => typeof item === 'string');
}
