import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { countKindOf, countKinds } from '../../../../lambdas/domain/history/counts.ts';
import { deliveryKey, type HistoryRow } from '../../../../lambdas/domain/history/row.ts';
import type { DeliveryView } from '../../../../lambdas/contract/history-view.ts';
import { aHistoryRow, fakeHistoryReader } from '../../../support/fake-history-reader.ts';
import { propertyRuns } from '../../../support/property-runs.ts';
import { ago, aStage, source } from './stage.ts';

const minuteMs = 60_000;
const minutes = 12;
const regions = ['us-east-1', 'eu-central-1'];

/** A delivery, and when and where each of its rows was recorded. */
interface Past {
  readonly region: string;
  readonly rows: readonly HistoryRow[];
  /** How many runs after its time each row was recorded, and whether the next run recorded it again. */
  readonly recordings: readonly { readonly lateRuns: number; readonly isTwice: boolean }[];
}

const anyLast = fc.constantFrom<Partial<HistoryRow>>(
  { outcome: 'accepted', eventBridgeId: 'eb' },
  { outcome: 'accepted', eventBridgeId: 'eb', state: 'PENDING' },
  { outcome: 'deadLettered', reason: 'rejected' },
  { outcome: 'held', reason: 'paused' },
  { outcome: 'skipped' },
);

const anyPast: fc.Arbitrary<Past> = fc
  .record({
    region: fc.constantFrom(...regions),
    eventId: fc.constantFrom('a', 'b', 'c', 'd', 'é/1'),
    trigger: fc.constantFrom<HistoryRow['trigger']>('live', 'replay'),
    second: fc.integer({ min: 0, max: minutes * 60 }),
    waits: fc.option(fc.integer({ min: 1, max: 200 })),
    isOver: fc.boolean(),
    last: anyLast,
    recordings: fc.array(
      fc.record({ lateRuns: fc.integer({ min: 0, max: 2 }), isTwice: fc.boolean() }),
      { minLength: 2, maxLength: 2 },
    ),
  })
  .map(({ region, eventId, trigger, second, waits, isOver, last, recordings }) => {
    const atMs = ago(minutes * 60 + 600) + second * 1000;
    const replay = trigger === 'replay' ? { replay: 'r1' } : {};
    const detailType = eventId < 'c' ? 'push' : 'issues.opened';
    const common = { eventId, detailType, trigger, ...replay, queuedAtMs: atMs };
    const first = aHistoryRow({ ...common, atMs, outcome: 'waiting' });
    const final = aHistoryRow({ ...common, ...last, atMs: atMs + (waits ?? 0) * 1000 });
    const rows = waits === null ? [final] : isOver ? [first, { ...final, attempts: 2 }] : [first];
    return { region, rows, recordings };
  });

const anyQuery = fc.record(
  {
    outcome: fc.constantFrom(...countKinds),
    type: fc.constantFrom('push', 'other'),
    event: fc.constantFrom('a', 'eb', 'é/1'),
    since: fc.integer({ min: 0, max: 10 }),
    until: fc.integer({ min: 11, max: 20 }),
  },
  { requiredKeys: [] },
);

/** The history of each Region: what a run took, runs every minute. */
function recorded(pasts: readonly Past[], pageSize: number) {
  const readers = Object.fromEntries(
    regions.map((region) => [
      region,
      fakeHistoryReader({ pageSize, state: { latenessMs: 240_000 } }),
    ]),
  );
  const runs = new Map<string, HistoryRow[]>();
  const put = (region: string, runMs: number, row: HistoryRow) => {
    const key = `${region} ${runMs}`;
    runs.set(key, [...(runs.get(key) ?? []), row]);
  };
  for (const { region, rows, recordings } of pasts) {
    for (const [index, row] of rows.entries()) {
      const { lateRuns, isTwice } = recordings[index]!;
      const runMs = (Math.floor(row.atMs / minuteMs) + 1 + lateRuns) * minuteMs;
      put(region, runMs, row);
      if (isTwice) put(region, runMs + minuteMs, { ...row });
    }
  }
  for (const [key, rows] of runs) {
    const [region, runMs] = key.split(' ');
    readers[region!]!.record(source, Number(runMs), rows);
  }
  return readers;
}

type Query = Partial<Record<'outcome' | 'type' | 'event', string>> & {
  readonly since?: number;
  readonly until?: number;
};

/** The rows that are listed, as a plain model has them. */
function expected(pasts: readonly Past[], query: Query): readonly HistoryRow[] {
  const start = ago(minutes * 60 + 600);
  return regions.flatMap((region) => {
    const all = pasts.filter((past) => past.region === region).flatMap(({ rows }) => rows);
    const distinct = [...new Map(all.map((row) => [JSON.stringify(row), row])).values()];
    return distinct.filter(
      (row) =>
        !(row.outcome === 'waiting' && hasLater(distinct, row)) &&
        (query.outcome === undefined || countKindOf(row) === query.outcome) &&
        (query.type === undefined || row.detailType === query.type) &&
        (query.event === undefined ||
          row.eventId === query.event ||
          row.eventBridgeId === query.event) &&
        (query.since === undefined || row.atMs >= start + query.since * minuteMs) &&
        (query.until === undefined || row.atMs < start + query.until * minuteMs),
    );
  });
}

function hasLater(rows: readonly HistoryRow[], row: HistoryRow): boolean {
  return rows.some(
    (other) =>
      deliveryKey(other) === deliveryKey(row) &&
      (other.atMs > row.atMs || (other.atMs === row.atMs && other.outcome !== 'waiting')) &&
      other !== row,
  );
}

const asText = ({ event, lastAttemptAt, outcome, state, trigger, detailType }: DeliveryView) =>
  JSON.stringify([event, lastAttemptAt, outcome, state, trigger, detailType]);
const rowAsText = ({ eventId, atMs, outcome, state, trigger, detailType }: HistoryRow) =>
  JSON.stringify([eventId, new Date(atMs).toISOString(), outcome, state, trigger, detailType]);

test('all pages together have each delivery of a plain model once, whatever the filters and the page size', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyPast, { maxLength: 40 }),
      anyQuery,
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 4 }),
      async (pasts, query, limit, pageSize) => {
        const { list } = aStage({ readers: recorded(pasts, pageSize) });
        const start = ago(minutes * 60 + 600);
        const { since, until, ...others } = query;
        const texts = {
          ...others,
          ...(since !== undefined && { since: new Date(start + since * minuteMs).toISOString() }),
          ...(until !== undefined && { until: new Date(start + until * minuteMs).toISOString() }),
        };
        const found: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await list({ ...texts, limit: String(limit), ...(cursor && { cursor }) });
          expect(page.status).toBe(200);
          expect(page.json.deliveries.length).toBeLessThanOrEqual(limit);
          expect(page.json.nextCursor === null).toBe(page.json.searchedTo === null);
          found.push(...page.json.deliveries.map(asText));
          cursor = page.json.nextCursor ?? undefined;
        } while (cursor !== undefined);

        expect(found.toSorted()).toEqual(expected(pasts, query).map(rowAsText).toSorted());
      },
    ),
    { numRuns: propertyRuns(2_000) },
  );
});
