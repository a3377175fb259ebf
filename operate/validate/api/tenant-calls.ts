import * as v from 'valibot';
import {
  sourcePageSchema,
  sourceViewSchema,
  type SourceView,
} from '../../../lambdas/contract/source-view.ts';
import type { Recorder } from '../evidence/recorder.ts';
import { ItemEnded } from '../item-ended.ts';
import { refuseStopped, type Waiting } from '../wait.ts';
import { jsonOf, targetOf, type ApiAnswer, type ApiRequest, type SendApi } from './send-api.ts';

/** The API as one tenant's administrator uses it. */
export interface TenantApi {
  readonly tenant: string;
  readonly send: SendApi;
}

/** What a tenant registers. */
export interface Registration {
  readonly generator: string;
  readonly account: string;
  readonly region: string;
}

/** A source by its name in a Region. */
export interface SourcePlace {
  readonly name: string;
  readonly region: string;
}

const mostTries = 5;
const mostSeconds = 60;

/** A tenant's calls of the API, each kept as evidence. */
export function tenantCalls(api: TenantApi, recorder: Recorder, waiting: Waiting) {
  const ask: Ask = async (title, request) =>
    await askPatiently(title, request, { api, recorder, waiting });
  return {
    ask,
    register: async (registration: Registration) =>
      await ask('The tenant registers an account and a Region', {
        method: 'POST',
        path: '/sources',
        body: registration,
      }),
    get: async (source: SourcePlace) =>
      await ask('The tenant asks for the source', { method: 'GET', ...placeOf(source) }),
    remove: async (source: SourcePlace) =>
      await ask('The tenant deletes the source', { method: 'DELETE', ...placeOf(source) }),
    recreate: async (source: SourcePlace) =>
      await ask('The tenant has the source created again', {
        method: 'POST',
        ...placeOf(source, '/recreate'),
      }),
    /** What the table has of a generator, without asking AWS. */
    list: async (generator: string) => await listOf(generator, ask),
  };
}

type Ask = (title: string, request: ApiRequest) => Promise<ApiAnswer>;

interface Asking {
  readonly api: TenantApi;
  readonly recorder: Recorder;
  readonly waiting: Waiting;
}

/** A call that is refused for its rate waits and is repeated. */
async function askPatiently(
  title: string,
  request: ApiRequest,
  { api: { send }, recorder, waiting: { clock, signal } }: Asking,
): Promise<ApiAnswer> {
  const { method, body } = request;
  const call = `${method} ${targetOf(request)}`;
  const about = {
    title,
    call,
    by: 'tenant',
    ...(body !== undefined && { request: body }),
  } as const;
  for (let tries = 1; ; tries += 1) {
    refuseStopped(signal);
    const answer = await recorder.call(about, async () => await send(request), shownAnswer);
    if (answer.status !== 429 || tries === mostTries) return answer;
    const seconds = Math.min(Number(answer.headers['retry-after'] ?? 1) || 1, mostSeconds);
    await clock.pause(seconds * 1_000, signal);
  }
}

async function listOf(generator: string, ask: Ask): Promise<readonly SourceView[]> {
  const answer = await ask('The tenant lists the sources of a generator', {
    method: 'GET',
    path: '/sources',
    query: { generator, limit: '100' },
  });
  const page = v.safeParse(sourcePageSchema, jsonOf(answer));
  if (answer.status === 200 && page.success) return page.output.sources;
  throw new ItemEnded(`expected a list of sources, but ${answerWords(answer)}`);
}

/** The calls of {@link tenantCalls}. */
export type TenantCalls = ReturnType<typeof tenantCalls>;

/** The source in an answer. Throws an ItemEnded if the answer has another status than one of these, or no source. */
export function sourceIn(answer: ApiAnswer, expected: readonly number[], what: string): SourceView {
  const source = v.safeParse(sourceViewSchema, jsonOf(answer));
  if (expected.includes(answer.status) && source.success) return source.output;
  throw new ItemEnded(
    `expected ${what} to answer ${expected.join(' or ')} with the source, but ${answerWords(answer)}`,
  );
}

/** An answer in words: "it answered 404: ...". */
export function answerWords({ status, text }: ApiAnswer): string {
  const shown = text.replaceAll(/\s+/g, ' ').slice(0, 200);
  return `it answered ${status}${shown === '' ? '' : `: ${shown}`}`;
}

function placeOf({ name, region }: SourcePlace, rest = '') {
  return { path: `/sources/${encodeURIComponent(name)}${rest}`, query: { region } };
}

function shownAnswer(answer: ApiAnswer) {
  return { status: answer.status, answer: jsonOf(answer) ?? answer.text };
}
