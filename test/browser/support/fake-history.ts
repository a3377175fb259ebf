import type { ReplayView } from '../../../lambdas/contract/history-view.ts';
import { anActiveSource } from '../../web/support/builders.ts';
import {
  aDelivery,
  anAttempt,
  anEventDelivery,
  aReplay,
  aReplayPlan,
} from '../../web/support/history-builders.ts';

/** A request of the page as the fake service sees it. */
export interface FakeRequest {
  readonly method: string;
  /** Without the query, decoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
}

/** An answer of the fake service. */
export interface FakeAnswer {
  readonly status?: number;
  readonly body?: unknown;
}

type Route = readonly [path: RegExp, answer: (request: FakeRequest) => FakeAnswer];

const now = () => new Date().toISOString();

/** A service with one source and its history, as the page sees it; tests change its state. */
export function fakeHistory() {
  const { expiresAtMs: _, ...source } = anActiveSource();
  const state = {
    source,
    /** Pages of deliveries by their cursor; the first one has none. */
    pages: { '': { deliveries: [aDelivery()], nextCursor: null, searchedTo: null } } as Record<
      string,
      unknown
    >,
    delivery: anEventDelivery({ attempts: [anAttempt()] }),
    stats: { hours: [] as unknown[], isComplete: true },
    missed: {
      events: 0,
      inDoubt: 0,
      from: null as string | null,
      to: null as string | null,
      isComplete: true,
      replay: null as string | null,
    },
    plan: aReplayPlan(),
    replays: [] as ReplayView[],
    /** Answered to everything about the history instead. */
    problem: undefined as FakeAnswer | undefined,
    requests: [] as FakeRequest[],
  };
  const start = (fields: Partial<ReplayView>): ReplayView => {
    const id = `r${state.replays.length + 1}`;
    const replay = aReplay({ id, state: 'running', createdAt: now(), endedAt: null, ...fields });
    state.replays = [replay, ...state.replays];
    return replay;
  };
  const find = (id: string | undefined) => state.replays.find((replay) => replay.id === id);
  const change = (changed: Partial<typeof state.source>): FakeAnswer => {
    state.source = { ...state.source, ...changed };
    return { body: state.source };
  };

  const routes: readonly Route[] = [
    [
      /^\/sources\/.*\/deliveries$/,
      ({ query }) => ({ body: state.pages[query.get('cursor') ?? ''] }),
    ],
    [
      /^\/sources\/.*\/resend$/,
      () => ({ status: 202, body: start({ kind: 'resend', state: 'waiting', planned: 1 }) }),
    ],
    [/^\/sources\/.*\/deliveries\/.*$/, () => ({ body: state.delivery })],
    [/^\/sources\/.*\/stats$/, () => ({ body: state.stats })],
    [
      /^\/sources\/.*\/missed$/,
      ({ method, body }) => {
        if (method === 'GET') return { body: state.missed };
        const isSent = (body as { action: string }).action === 'send';
        if (!isSent) {
          change({ missedSince: null });
          return { status: 204 };
        }
        const replay = start({ outcomes: ['missed'] });
        state.missed = { ...state.missed, replay: replay.id };
        return { status: 202, body: replay };
      },
    ],
    [/^\/sources\/.*\/pause$/, () => change({ pausedAt: now() })],
    [/^\/sources\/.*\/resume$/, () => change({ pausedAt: null })],
    [/^\/sources\/.*\/skip-backlog$/, () => change({})],
    [
      /^\/sources\/.*\/recreate$/,
      () => ({ status: 201, ...change({ retirement: null, state: 'PENDING' }) }),
    ],
    [/^\/sources\/.*$/, () => ({ body: state.source })],
    [
      /^\/replays$/,
      ({ method, body }) => {
        if (method === 'GET') return { body: { replays: state.replays, nextCursor: null } };
        if ((body as { plan?: boolean }).plan === true) return { body: state.plan };
        return { status: 201, body: start({ planned: state.plan.events }) };
      },
    ],
    [/^\/replays\/(.*)\/cancel$/, ({ path }) => ({ status: 202, body: find(path.split('/')[2]) })],
    [/^\/replays\/(.*)$/, ({ path }) => ({ body: find(path.split('/')[2]) })],
    [/^\/detail-types$/, () => ({ body: { detailTypes: [] } })],
  ];
  return {
    state,
    /** Changes a replay, as the service does while it runs. */
    advance(id: string, fields: Partial<ReplayView>): void {
      state.replays = state.replays.map((one) => (one.id === id ? { ...one, ...fields } : one));
    },
    answer(request: FakeRequest): FakeAnswer {
      state.requests.push(request);
      const isAboutHistory = /\/(deliveries|stats|missed|replays)/.test(request.path);
      if (isAboutHistory && state.problem !== undefined) return state.problem;
      const found = routes.find(([path]) => path.test(request.path));
      return found?.[1](request) ?? { status: 404, body: { title: 'Not found', code: 'notFound' } };
    },
  };
}
