import type { HistoryRow } from '../../lambdas/domain/history/row.ts';
import type { HistoryRecord } from '../../lambdas/ports/history.ts';
import { aDomainEvent, aMapping, testNowMs } from './domain-builders.ts';

/** The row of an event that EventBridge accepted while its source was ACTIVE. */
export function aHistoryRow(fields: Partial<HistoryRow> = {}): HistoryRow {
  return {
    eventId: 'event-1',
    eventBridgeId: 'a1b2c3d4-0000-4000-8000-000000000001',
    detailType: 'push',
    queuedAtMs: testNowMs - 2_000,
    atMs: testNowMs - 1_000,
    outcome: 'accepted',
    attempts: 1,
    state: 'ACTIVE',
    trigger: 'live',
    ...fields,
  };
}

/** A row on its way to the history, of the tenant `acct1`, with its event's text. */
export function aHistoryRecord(fields: Partial<HistoryRecord> = {}): HistoryRecord {
  const { tenant, sourceArn } = aMapping();
  const { event = aDomainEvent() } = fields;
  return { tenant, sourceArn, row: aHistoryRow({ eventId: event.id }), event, ...fields };
}
