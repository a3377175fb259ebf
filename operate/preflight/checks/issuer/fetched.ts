import { untilAborted } from '../../answer.ts';
import type { CheckContext } from '../../check.ts';

/** What came of a request to the provider. */
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

/** Sends a request to the provider as the page does: from its origin, and without following a redirect. */
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
    return { kind: 'unanswered', reason: signal.aborted ? 'no answer in time' : causeOf(error) };
  }
}

/** A failed fetch says why in its cause. */
function causeOf(error: unknown): string {
  if (!Error.isError(error)) return String(error);
  const { cause } = error;
  return Error.isError(cause) ? `${error.message}: ${cause.message}` : error.message;
}

/** The JSON object of a body; undefined if it is none. */
export function objectIn(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/** The texts of a JSON array; undefined if it is none. */
export function textsIn(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.filter((item): item is string => typeof item === 'string');
}
