import type {
  DeliveryPageView,
  MissedView,
  ReplayView,
  SourceStatsView,
} from '../../../lambdas/contract/history-view.ts';
import type { SourceView } from '../../../lambdas/contract/source-view.ts';
import { anActiveSource } from '../../web/support/builders.ts';
import { aDetailType } from '../../web/support/catalog-builders.ts';
import {
  aDelivery,
  anEventDelivery,
  aReplay,
  aReplayPlan,
  missedEvents,
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

/** A service with one source and its history, as the page sees it; tests change its state. */
export class FakeHistory {
  source: SourceView = activeSource();
  /** Pages of deliveries by their cursor; the first one has none. */
  pages: Record<string, DeliveryPageView> = {
    '': { deliveries: [aDelivery()], nextCursor: null, searchedTo: null },
  };
  delivery = anEventDelivery();
  detailType = aDetailType();
  stats: SourceStatsView = { hours: [], isComplete: true };
  missed: MissedView = missedEvents({ events: 0, from: null, to: null });
  plan = aReplayPlan();
  replays: readonly ReplayView[] = [];
  /** Answered to everything about the history instead. */
  problem: FakeAnswer | undefined;
  readonly requests: FakeRequest[] = [];

  answer(request: FakeRequest): FakeAnswer {
    this.requests.push(request);
    const isAboutHistory = /\/(deliveries|stats|missed|replays)/.test(request.path);
    if (isAboutHistory && this.problem !== undefined) return this.problem;
    const answer = routes.find(([path]) => path.test(request.path))?.[1];
    return answer?.(this, request) ?? { status: 404, body: { title: 'Not found', code: 'x' } };
  }

  /** Begins a replay. */
  start(fields: Partial<ReplayView>): ReplayView {
    const id = `r${this.replays.length + 1}`;
    const createdAt = new Date().toISOString();
    const replay = aReplay({ id, state: 'running', createdAt, endedAt: null, ...fields });
    this.replays = [replay, ...this.replays];
    return replay;
  }

  /** Changes a replay, as the service does while it runs. */
  advance(id: string, fields: Partial<ReplayView>): void {
    this.replays = this.replays.map((one) => (one.id === id ? { ...one, ...fields } : one));
  }

  /** Changes the source, and answers it. */
  change(changed: Partial<SourceView>): FakeAnswer {
    this.source = { ...this.source, ...changed };
    return { body: this.source };
  }
}

type Answer = (service: FakeHistory, request: FakeRequest) => FakeAnswer;

const routes: readonly (readonly [path: RegExp, answer: Answer])[] = [
  [/^\/sources\/.*\/deliveries$/, ({ pages }, { query }) => ({ body: pages[cursorOf(query)] })],
  [/^\/sources\/.*\/resend$/, resend],
  [/^\/sources\/.*\/deliveries\/.*$/, ({ delivery }) => ({ body: delivery })],
  [/^\/sources\/.*\/stats$/, ({ stats }) => ({ body: stats })],
  [/^\/sources\/.*\/missed$/, answerMissed],
  [/^\/sources\/.*\/pause$/, (service) => service.change({ pausedAt: new Date().toISOString() })],
  [/^\/sources\/.*\/resume$/, (service) => service.change({ pausedAt: null })],
  [/^\/sources\/.*\/recreate$/, recreate],
  [/^\/sources\/.*$/, ({ source }) => ({ body: source })],
  [/^\/replays$/, answerReplays],
  [
    /^\/replays\/.*\/cancel$/,
    (service, { path }) => ({ status: 202, body: replayAt(service, path) }),
  ],
  [/^\/replays\/.*$/, (service, { path }) => ({ body: replayAt(service, path) })],
  [/^\/detail-types$/, () => ({ body: { detailTypes: [], exports: [] } })],
  [/^\/detail-types\/push$/, ({ detailType }) => ({ body: detailType })],
];

function activeSource(): SourceView {
  const { expiresAtMs: _, ...source } = anActiveSource();
  return source;
}

function cursorOf(query: URLSearchParams): string {
  return query.get('cursor') ?? '';
}

function resend(service: FakeHistory): FakeAnswer {
  return { status: 202, body: service.start({ kind: 'resend', state: 'waiting', planned: 1 }) };
}

function answerMissed(service: FakeHistory, { method, body }: FakeRequest): FakeAnswer {
  if (method === 'GET') return { body: service.missed };
  if ((body as { readonly action: string }).action === 'leave') {
    service.change({ missedSince: null });
    return { status: 204 };
  }
  const replay = service.start({ outcomes: ['missed'] });
  service.missed = { ...service.missed, replay: replay.id };
  return { status: 202, body: replay };
}

function recreate(service: FakeHistory): FakeAnswer {
  return { status: 201, ...service.change({ retirement: null, state: 'PENDING' }) };
}

function answerReplays(service: FakeHistory, { method, body }: FakeRequest): FakeAnswer {
  if (method === 'GET') return { body: { replays: service.replays, nextCursor: null } };
  if ((body as { readonly plan?: boolean }).plan === true) return { body: service.plan };
  return { status: 201, body: service.start({ planned: service.plan.events }) };
}

function replayAt({ replays }: FakeHistory, path: string): ReplayView | undefined {
  const [, , id] = path.split('/');
  return replays.find((replay) => replay.id === id);
}
