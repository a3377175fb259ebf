import type {
  DeliveryPageView,
  EventDeliveryView,
  EventView,
  MissedView,
  SourceStatsView,
} from '../../contract/history-view.ts';
import type { Mapping } from '../../domain/mapping.ts';
import { jsonAnswer, problemAnswer } from '../answers.ts';
import { invalidRequest } from '../problems.ts';
import { namedSource, type Operation } from '../read-request.ts';
import type { OperationId } from '../routes.ts';
import { attemptView, deliveryView, moment } from './delivery-view.ts';
import { findEvent } from './find-event.ts';
import { getDelivery, type FoundDelivery } from './get-delivery.ts';
import { getMissed, type FoundMissed } from './get-missed.ts';
import { bodiesSinceMs } from './history-source.ts';
import { listDeliveries } from './list-deliveries.ts';
import { asItArrivedAndDecoded, readDeliveryQuery, readTimeSpan } from './read-query.ts';
import { sourceStats } from './source-stats.ts';

/** The operations that read the history. */
export type HistoryOperationId = Extract<
  OperationId,
  'listDeliveries' | 'getDelivery' | 'getSourceStats' | 'getMissed' | 'findEvent'
>;

/** Each operation that reads the history, over HTTP. */
export const historyOperations: Readonly<Record<HistoryOperationId, Operation>> = {
  async listDeliveries(request, context) {
    const query = readDeliveryQuery(request.query);
    if (query.kind === 'problem') return problemAnswer(query);
    const result = await listDeliveries(namedSource(request), query.value, context);
    if (result.kind === 'problem') return problemAnswer(result);
    const bodiesFromMs = bodiesSinceMs(context);
    const page: DeliveryPageView = {
      deliveries: result.rows.map((row) => deliveryView(row, bodiesFromMs)),
      nextCursor: result.nextCursor ?? null,
      searchedTo: momentOrNull(result.searchedToMs),
    };
    return jsonAnswer(200, page);
  },
  async getDelivery(request, context) {
    const span = readTimeSpan(request.query);
    if (span.kind === 'problem') return problemAnswer(span);
    const { include } = request.query;
    if (include !== undefined && include !== 'body') {
      return problemAnswer(invalidRequest([{ field: 'include', message: 'must be body' }]));
    }
    const named = {
      ...namedSource(request),
      events: asItArrivedAndDecoded(request.event ?? ''),
      since: span.value.sinceMs,
      isBodyWanted: include === 'body',
    };
    const result = await getDelivery(named, context);
    if (result.kind === 'problem') return problemAnswer(result);
    return jsonAnswer(200, eventDeliveryView(result));
  },
  async getSourceStats(request, context) {
    const span = readTimeSpan(request.query);
    if (span.kind === 'problem') return problemAnswer(span);
    const result = await sourceStats(namedSource(request), span.value, context);
    if (result.kind === 'problem') return problemAnswer(result);
    const { isComplete } = result;
    const hours = result.hours.map(({ hourMs, counts }) => ({ hour: moment(hourMs), ...counts }));
    return jsonAnswer(200, { hours, isComplete } satisfies SourceStatsView);
  },
  async getMissed(request, context) {
    const result = await getMissed(namedSource(request), context);
    if (result.kind === 'problem') return problemAnswer(result);
    return jsonAnswer(200, missedView(result));
  },
  async findEvent({ parameter, query }, context) {
    const span = readTimeSpan(query);
    if (span.kind === 'problem') return problemAnswer(span);
    const ids = asItArrivedAndDecoded(parameter);
    const result = await findEvent({ ids, since: span.value.sinceMs }, context);
    if (result.kind === 'problem') return problemAnswer(result);
    const bodiesFromMs = bodiesSinceMs(context);
    const view: EventView = {
      deliveries: result.deliveries.map(({ row, mapping }) => ({
        ...deliveryView(row, bodiesFromMs),
        source: sourceOf(mapping),
      })),
      searchedTo: moment(result.searchedToMs),
      isComplete: result.isComplete,
    };
    return jsonAnswer(200, view);
  },
};

/** What a source missed, as `Missed` of openapi.yaml. */
export function missedView({ events, inDoubt, span, isComplete, replay }: FoundMissed): MissedView {
  return {
    events,
    inDoubt,
    from: momentOrNull(span?.fromMs),
    to: momentOrNull(span?.toMs),
    isComplete,
    replay: replay ?? null,
  };
}

/** What was found of an event at a source, as `EventDelivery` of openapi.yaml. */
export function eventDeliveryView({
  mapping,
  rows,
  body,
  contents,
  isComplete,
}: FoundDelivery): EventDeliveryView {
  const [{ eventId, detailType, queuedAtMs }] = rows;
  return {
    event: eventId,
    detailType,
    queuedAt: moment(queuedAtMs),
    source: sourceOf(mapping),
    attempts: rows.map(attemptView),
    body,
    bodyText: contents?.text ?? null,
    payload: contents?.payload ?? null,
    isComplete,
  };
}

function sourceOf({ sourceName, region }: Mapping) {
  return { name: sourceName, region };
}

function momentOrNull(ms: number | undefined): string | null {
  return ms === undefined ? null : moment(ms);
}
