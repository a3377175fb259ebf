import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { setImmediate } from 'node:timers/promises';
import {
  eraseTenant,
  historyUsage,
  verifyTenant,
} from '../../../../lambdas/aws/history/erase-history.ts';
import { recorderHandler } from '../../../../lambdas/history/handler.ts';
import type { HistoryRecord } from '../../../../lambdas/ports/history.ts';
import { rowsOf } from '../../../contract/history.ts';
import { aDomainEvent, aMapping } from '../../../support/domain-builders.ts';
import { aHistoryRow } from '../../../support/history-builders.ts';
import { startTestHistories } from '../../../support/test-history.ts';

let histories: Awaited<ReturnType<typeof startTestHistories>>;

beforeAll(async () => {
  histories = await startTestHistories();
});

afterAll(async () => {
  await histories.close();
});

/** Records of a tenant: `kept` with texts beside the queue, the others with texts on it. */
function recordsOf(tenant: string, count: number): readonly HistoryRecord[] {
  const generator = `${tenant}/repo1`;
  const { sourceArn } = aMapping({ generator });
  return Array.from({ length: count }, (_, index) => {
    const event = aDomainEvent({ id: `${tenant}-${index}`, generator });
    return { tenant, sourceArn, row: aHistoryRow({ eventId: event.id }), event };
  });
}

async function recorded(...records: readonly HistoryRecord[]) {
  const history = await histories.create(Date.now);
  await history.sink.record(records);
  await recorderHandler(history.recorder)(Date.now() + 60_000);
  return history;
}

describe('a tenant’s history', () => {
  test('is erased with its texts, and no other tenant loses any', async () => {
    const [mine, theirs] = [recordsOf('a#', 20), recordsOf('a', 5)];
    const { store, reader } = await recorded(...mine, ...theirs);
    const [{ body } = {}] = await rowsOf(reader, mine[0]!);
    expect(await reader.body('a#', 'a#-0', body!)).toBeDefined();

    expect(await eraseTenant('a#', store)).toEqual({ chunks: 1, rows: 20, frames: 1, objects: 1 });
    expect(await rowsOf(reader, mine[0]!)).toEqual([]);
    expect(await reader.body('a#', 'a#-0', body!)).toBeUndefined();
    expect(await verifyTenant('a#', store, reader)).toEqual({ rows: 0, read: 0, absent: 0 });
    expect(await verifyTenant('a', store, reader)).toEqual({ rows: 5, read: 5, absent: 0 });
    expect(await eraseTenant('a#', store)).toEqual({ chunks: 0, rows: 0, frames: 0, objects: 0 });
  });

  test('is erased up to a time', async () => {
    const { store, reader } = await recorded(...recordsOf('a', 3));

    expect(await eraseTenant('a', store, Date.now() - 60_000)).toMatchObject({ chunks: 0 });
    expect(await verifyTenant('a', store, reader)).toMatchObject({ read: 3 });
    expect(await eraseTenant('a', store, Date.now() + 60_000)).toMatchObject({ chunks: 1 });
  });

  test('is verified with many reads at a time, and tells after each chunk how far it is', async () => {
    const { store } = await recorded(
      ...recordsOf('a', 40),
      ...recordsOf('b', 3).map((one) => ({ ...one, tenant: 'a' })),
    );
    let [inFlight, most] = [0, 0];
    const body = async () => {
      inFlight += 1;
      most = Math.max(most, inFlight);
      await setImmediate();
      inFlight -= 1;
      return undefined;
    };
    const told: number[] = [];
    const found = await verifyTenant('a', store, { body }, ({ rows }) => told.push(rows));

    expect(found).toEqual({ rows: 43, read: 0, absent: 43 });
    expect(most).toBe(32);
    expect(told).toHaveLength(2);
    expect(told.at(-1)).toBe(43);
  });

  test('is counted by tenant', async () => {
    const { store } = await recorded(...recordsOf('a#%23', 20), ...recordsOf('b', 3));
    const usage = await historyUsage(store);

    expect(usage.toSorted((one, other) => other.rows - one.rows)).toMatchObject([
      { tenant: 'a#%23', chunks: 1, rows: 20 },
      { tenant: 'b', chunks: 1, rows: 3 },
    ]);
  });

  test('shows a text that is not its own to nobody, and reports it', async () => {
    const [mine] = recordsOf('a', 1);
    const { store, reader, foreign } = await recorded(mine!, ...recordsOf('b', 1));
    const [{ body } = {}] = await rowsOf(reader, mine!);
    const object = await store.objects.get(body!.key);
    const forged = Buffer.from(object!.toString().replace('"a/repo1"', '"b/repo1"'));
    await store.objects.put(body!.key, forged);

    expect(await reader.body('a', 'a-0', body!)).toBeUndefined();
    expect(foreign.count).toBe(1);
  });
});
