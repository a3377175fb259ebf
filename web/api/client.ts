import {
  detailTypeSchema,
  detailTypesSchema,
  regionsSchema,
} from '../../lambdas/contract/catalog-view.ts';
import { sourcePageSchema } from '../../lambdas/contract/source-view.ts';
import { testEventSchema } from '../../lambdas/contract/test-event.ts';
import { ok, type ApiResult } from './api-result.ts';
import { authorizedFetch, type Fetch, type Session } from './authorized-fetch.ts';
import { historyCalls } from './history-calls.ts';
import { patientFetch } from './patient-fetch.ts';
import { readNothing } from './read-answer.ts';
import { replayCalls } from './replay-calls.ts';
import { apiRequests, withBody, withSignal, type Requests } from './requests.ts';
import type { SourcePage } from './source.ts';
import { sourcePath, type SourceKey } from './source-path.ts';

/** A registration request. */
export interface Registration {
  readonly generator: string;
  /** 12 digits. */
  readonly account: string;
  readonly region: string;
  /** The detail types wanted; null for all. */
  readonly detailTypes: readonly string[] | null;
  /** What people call the source. */
  readonly displayName?: string;
}

/** What a change of a source has; what it does not have stays. */
export interface SourceChange {
  readonly detailTypes?: Registration['detailTypes'];
  /** Null for none. */
  readonly displayName?: string | null;
}

/** The registration API; see lambdas/registration/openapi.yaml. */
export type Api = ReturnType<typeof createApi>;

/** Makes the calls of the API for a session. */
export function createApi(
  session: Session,
  fetch: Fetch = patientFetch((path, init) => globalThis.fetch(path, init)),
  now: () => number = Date.now,
) {
  const requests = apiRequests(authorizedFetch(session, fetch), now);
  return {
    ...readCalls(requests),
    ...changeCalls(requests),
    ...catalogueCalls(requests),
    ...flowCalls(requests),
    ...historyCalls(requests),
    ...replayCalls(requests),
  };
}

function readCalls({ read, readSource, timed }: Requests) {
  return {
    /** A page of sources; of one generator unless that is empty. */
    async listSources(
      { generator, cursor, limit }: { generator: string; cursor: string | null; limit?: number },
      signal?: AbortSignal,
    ): Promise<ApiResult<SourcePage>> {
      const query = new URLSearchParams({
        ...(generator !== '' && { generator }),
        ...(cursor !== null && { cursor }),
        ...(limit !== undefined && { limit: String(limit) }),
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
      register('/sources', withBody('POST', registration, idempotencyKey)),
    changeSource: (key: SourceKey, change: SourceChange) =>
      readSource(sourcePath(key), withBody('PATCH', change)),
    async deleteSource(key: SourceKey): Promise<ApiResult<undefined>> {
      const sent = await send(sourcePath(key), { method: 'DELETE' });
      return sent.kind === 'failed' ? sent : readNothing(sent.value);
    },
    /** `sendMissed`: what the source missed is sent once it is ACTIVE. */
    recreateSource: (key: SourceKey, sendMissed: boolean) =>
      register(sourcePath(key, '/recreate'), withBody('POST', { sendMissed })),
    sendTestEvent: (key: SourceKey) =>
      read(sourcePath(key, '/test-event'), testEventSchema, { method: 'POST' }),
  };
}

/** Whether events are sent to a source, and which of those that wait. */
function flowCalls({ readSource }: Requests) {
  return {
    pauseSource: (key: SourceKey) => readSource(sourcePath(key, '/pause'), { method: 'POST' }),
    /** `send`: what was held is sent too; `leave`: it is not. */
    resumeSource: (key: SourceKey, backlog: 'send' | 'leave') =>
      readSource(sourcePath(key, '/resume'), withBody('POST', { backlog })),
    /** Events that wait for another attempt are not sent any more. */
    skipBacklog: (key: SourceKey) =>
      readSource(sourcePath(key, '/skip-backlog'), withBody('POST', {})),
  };
}

function catalogueCalls({ read, download }: Requests) {
  return {
    listRegions: (signal?: AbortSignal) => read('/regions', regionsSchema, withSignal(signal)),
    listDetailTypes: (signal?: AbortSignal) =>
      read('/detail-types', detailTypesSchema, withSignal(signal)),
    getDetailType: (detailType: string, signal?: AbortSignal) =>
      read(`/detail-types/${encodeURIComponent(detailType)}`, detailTypeSchema, withSignal(signal)),
    /** A file of the catalogue's exports, by its `href`. */
    download,
  };
}
