import type * as v from 'valibot';
import {
  detailTypeSchema,
  detailTypesSchema,
  regionsSchema,
} from '../../lambdas/contract/catalog-view.ts';
import {
  sourcePageSchema,
  sourceViewSchema,
  type SourceView,
} from '../../lambdas/contract/source-view.ts';
import { testEventSchema } from '../../lambdas/contract/test-event.ts';
import { ok, type ApiResult } from './api-result.ts';
import { authorizedFetch, type Fetch, type Session } from './authorized-fetch.ts';
import { readAnswer, readNothing } from './read-answer.ts';
import type { Source, SourcePage } from './source.ts';
import { sourcePath, type SourceKey } from './source-path.ts';

/** A registration request. */
export interface Registration {
  readonly generator: string;
  /** 12 digits. */
  readonly account: string;
  readonly region: string;
  /** The detail types wanted; null for all. */
  readonly detailTypes: readonly string[] | null;
}

/** A registered source, and whether it is new. */
export interface Registered {
  readonly source: Source;
  readonly isNew: boolean;
}

/** The registration API; see lambdas/registration/openapi.yaml. */
export type Api = ReturnType<typeof createApi>;

/** Makes the calls of the API for a session. */
export function createApi(
  session: Session,
  fetch: Fetch = (path, init) => globalThis.fetch(path, init),
  now: () => number = Date.now,
) {
  const requests = apiRequests(authorizedFetch(session, fetch), now);
  return {
    ...readCalls(requests),
    ...changeCalls(requests),
    ...catalogueCalls(requests),
  };
}

type Requests = ReturnType<typeof apiRequests>;

/** The kinds of requests, each with the parser of its response. */
function apiRequests(send: ReturnType<typeof authorizedFetch>, now: () => number) {
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

  return { send, timed, read, readSource, register };
}

function readCalls({ read, readSource, timed }: Requests) {
  return {
    /** A page of sources; of one generator unless that is empty. */
    async listSources(
      { generator, cursor }: { generator: string; cursor: string | null },
      signal?: AbortSignal,
    ): Promise<ApiResult<SourcePage>> {
      const query = new URLSearchParams({
        ...(generator !== '' && { generator }),
        ...(cursor !== null && { cursor }),
      });
      const path = query.size === 0 ? '/sources' : `/sources?${query}`;
      const answer = await read(path, sourcePageSchema, withSignal(signal));
      if (answer.kind === 'failed') return answer;
      return ok({ ...answer.value, sources: answer.value.sources.map(timed) });
    },
    getSource: (key: SourceKey, signal?: AbortSignal) =>
      readSource(sourcePath(key), withSignal(signal)),
  };
}

function changeCalls({ send, read, readSource, register }: Requests) {
  return {
    /** Safe to repeat with the same key. */
    registerSource: (registration: Registration, idempotencyKey: string) =>
      register('/sources', {
        ...withBody('POST', registration),
        headers: { 'content-type': 'application/json', 'idempotency-key': idempotencyKey },
      }),
    changeSource: (key: SourceKey, detailTypes: readonly string[] | null) =>
      readSource(sourcePath(key), withBody('PATCH', { detailTypes })),
    async deleteSource(key: SourceKey): Promise<ApiResult<undefined>> {
      const sent = await send(sourcePath(key), { method: 'DELETE' });
      return sent.kind === 'failed' ? sent : readNothing(sent.value);
    },
    recreateSource: (key: SourceKey) => register(sourcePath(key, '/recreate'), { method: 'POST' }),
    sendTestEvent: (key: SourceKey) =>
      read(sourcePath(key, '/test-event'), testEventSchema, { method: 'POST' }),
  };
}

function catalogueCalls({ read }: Requests) {
  return {
    listRegions: (signal?: AbortSignal) => read('/regions', regionsSchema, withSignal(signal)),
    listDetailTypes: (signal?: AbortSignal) =>
      read('/detail-types', detailTypesSchema, withSignal(signal)),
    getDetailType: (detailType: string, signal?: AbortSignal) =>
      read(`/detail-types/${encodeURIComponent(detailType)}`, detailTypeSchema, withSignal(signal)),
  };
}

function withSignal(signal: AbortSignal | undefined): RequestInit {
  return signal === undefined ? {} : { signal };
}

function withBody(method: string, body: unknown): RequestInit {
  return {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}
