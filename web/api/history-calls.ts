import {
  deliveryPageSchema,
  eventDeliverySchema,
  missedViewSchema,
  replayViewSchema,
  sourceStatsSchema,
} from '../../lambdas/contract/history-view.ts';
import { withBody, withSignal, type Requests } from './requests.ts';
import { readNothing } from './read-answer.ts';
import { sourcePath, type SourceKey } from './source-path.ts';

/** Which deliveries of a source are wanted; an empty field does not matter. */
export interface DeliveryQuery {
  /** RFC 3339. */
  readonly since: string;
  readonly until: string;
  readonly outcome: string;
  readonly type: string;
  /** The vendor's id of an event, or EventBridge's. */
  readonly event: string;
}

/** The most deliveries of a page. */
export const deliveriesAPage = 50;

/** The calls about what became of the events of a source. */
export function historyCalls({ read, send }: Requests) {
  return {
    /** A page of deliveries, the newest first. A page without any is not the end: `nextCursor` tells. */
    listDeliveries: (
      key: SourceKey,
      query: DeliveryQuery,
      cursor: string,
      signal?: AbortSignal,
    ) => {
      const fields = { ...query, cursor, limit: String(deliveriesAPage) };
      return read(sourcePath(key, '/deliveries', fields), deliveryPageSchema, withSignal(signal));
    },
    /** Everything known of one event at one source. */
    getDelivery: (key: SourceKey, event: string, include: 'body' | '', signal?: AbortSignal) =>
      read(
        sourcePath(key, `/deliveries/${encodeURIComponent(event)}`, { include }),
        eventDeliverySchema,
        withSignal(signal),
      ),
    /** Sends one event again. Safe to repeat with the same key. */
    resend: (key: SourceKey, event: string, idempotencyKey: string) =>
      read(sourcePath(key, `/deliveries/${encodeURIComponent(event)}/resend`), replayViewSchema, {
        method: 'POST',
        headers: { 'idempotency-key': idempotencyKey },
      }),
    getStats: (key: SourceKey, since: string, until: string, signal?: AbortSignal) =>
      read(sourcePath(key, '/stats', { since, until }), sourceStatsSchema, withSignal(signal)),
    getMissed: (key: SourceKey, signal?: AbortSignal) =>
      read(sourcePath(key, '/missed'), missedViewSchema, withSignal(signal)),
    sendMissed: (key: SourceKey) =>
      read(sourcePath(key, '/missed'), replayViewSchema, withBody('POST', { action: 'send' })),
    async leaveMissed(key: SourceKey) {
      const sent = await send(sourcePath(key, '/missed'), withBody('POST', { action: 'leave' }));
      return sent.kind === 'failed' ? sent : readNothing(sent.value);
    },
  };
}
