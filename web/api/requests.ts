import type * as v from 'valibot';
import type { SourceView } from '../../lambdas/contract/source-view.ts';
import { sourceViewSchema } from '../../lambdas/contract/source-view.ts';
import { ok, type ApiResult } from './api-result.ts';
import type { authorizedFetch } from './authorized-fetch.ts';
import { readAnswer, readFile } from './read-answer.ts';
import type { Source } from './source.ts';

/** A registered source, and whether it is new. */
export interface Registered {
  readonly source: Source;
  readonly isNew: boolean;
}

/** The kinds of requests, each with the parser of its response. */
export type Requests = ReturnType<typeof apiRequests>;

/** Makes the kinds of requests of what sends them. */
export function apiRequests(send: ReturnType<typeof authorizedFetch>, now: () => number) {
  const timed = (source: SourceView): Source => ({
    ...source,
    expiresAtMs: source.expiresInSeconds === null ? null : now() + source.expiresInSeconds * 1000,
  });

  async function read<T>(path: string, schema: v.GenericSchema<unknown, T>, init: RequestInit) {
    const sent = await send(path, init);
    return sent.kind === 'failed' ? sent : readAnswer(sent.value, schema);
  }

  async function readSource(path: string, init: RequestInit): Promise<ApiResult<Source>> {
    const answer = await read(path, sourceViewSchema, init);
    return answer.kind === 'failed' ? answer : ok(timed(answer.value));
  }

  async function register(path: string, init: RequestInit): Promise<ApiResult<Registered>> {
    const sent = await send(path, init);
    if (sent.kind === 'failed') return sent;
    const answer = await readAnswer(sent.value, sourceViewSchema);
    if (answer.kind === 'failed') return answer;
    return ok({ source: timed(answer.value), isNew: sent.value.status === 201 });
  }

  async function download(path: string): Promise<ApiResult<Blob>> {
    const sent = await send(path, {});
    return sent.kind === 'failed' ? sent : readFile(sent.value);
  }

  return { send, timed, read, readSource, register, download };
}

/** A request that can be aborted. */
export function withSignal(signal: AbortSignal | undefined): RequestInit {
  return signal === undefined ? {} : { signal };
}

/** A request with a JSON body; safe to repeat if it has an idempotency key. */
export function withBody(method: string, body: unknown, idempotencyKey?: string): RequestInit {
  return {
    method,
    headers: {
      'content-type': 'application/json',
      ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
    },
    body: JSON.stringify(body),
  };
}
