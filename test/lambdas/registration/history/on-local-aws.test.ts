import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { recorderHandler } from '../../../../lambdas/history/handler.ts';
import type { DeliveryView } from '../../../../lambdas/contract/history-view.ts';
import { aDomainEvent } from '../../../support/domain-builders.ts';
import { aHistoryRow } from '../../../support/fake-history-reader.ts';
import { startTestHistories } from '../../../support/test-history.ts';
import { aStage, name, source } from './stage.ts';

let histories: Awaited<ReturnType<typeof startTestHistories>>;

beforeAll(async () => {
  histories = await startTestHistories();
});

afterAll(async () => {
  await histories.close();
});

describe('the history on SQS, DynamoDB and S3, through the API', () => {
  test('has what was recorded, page by page, with contents and counts', async () => {
    let passedMs = 0;
    const now = () => Date.now() + passedMs;
    const { sink, reader, recorder } = await histories.create(now);
    const record = recorderHandler(recorder);
    const startMs = now();
    for (let run = 0; run < 3; run += 1) {
      const records = Array.from({ length: 20 }, (_, index) => {
        const event = aDomainEvent({ id: `e/${run}-${index}`, detailJson: '{"n":300.0}' });
        const outcome = index % 10 === 0 ? ('waiting' as const) : ('accepted' as const);
        const atMs = now() + index;
        return {
          ...source,
          row: aHistoryRow({ eventId: event.id, atMs, queuedAtMs: atMs, outcome }),
          event,
        };
      });
      const later = records
        .filter(({ row }) => row.outcome === 'waiting')
        .map(({ row }) => ({
          ...source,
          row: { ...row, atMs: row.atMs + 90_000, outcome: 'held' as const, attempts: 2 },
        }));
      expect(await sink.record(records)).not.toContain(false);
      await record(now() + 60_000);
      passedMs += 100_000;
      expect(await sink.record(later)).not.toContain(false);
      await record(now() + 60_000);
    }
    const stage = aStage({
      readers: { 'us-east-1': reader },
      mapping: { missedSince: new Date(startMs).toISOString() },
    });
    const at = { nowMs: now() + 1_000 };
    const found: DeliveryView[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof stage.list>> = await stage.list(
        { limit: '17', ...(cursor !== null && { cursor }) },
        at,
      );
      found.push(...page.json.deliveries);
      cursor = page.json.nextCursor;
    } while (cursor !== null);

    expect(found).toHaveLength(60);
    expect(new Set(found.map(({ event }) => event)).size).toBe(60);
    expect(found.filter(({ outcome }) => outcome === 'held')).toHaveLength(6);

    const path = `/sources/${name}/deliveries/${encodeURIComponent('e/1-10')}`;
    const one = await stage.get(path, { include: 'body' }, at);
    expect(one.json).toMatchObject({ attempts: [{ outcome: 'waiting' }, { outcome: 'held' }] });
    expect(one.json.bodyText).toContain('"detail":{"n":300.0}');

    const everywhere = await stage.get('/events/e%2F1-10', {}, at);
    expect(everywhere.json).toMatchObject({ deliveries: [{ outcome: 'held' }], isComplete: true });

    const missed = await stage.get(`/sources/${name}/missed`, {}, at);
    expect(missed.json).toMatchObject({ events: 6, isComplete: true });

    const { json } = await stage.get(`/sources/${name}/stats`, {}, at);
    const sum = (kind: string) =>
      json.hours.reduce((total: number, hour: Record<string, number>) => total + hour[kind]!, 0);
    expect({ accepted: sum('accepted'), waiting: sum('waiting'), held: sum('held') }).toEqual({
      accepted: 54,
      waiting: 6,
      held: 6,
    });
  });
});
