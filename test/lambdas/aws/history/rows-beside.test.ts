import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { paginateScan } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { randomUUID } from 'node:crypto';
import { eraseTenant, historyUsage } from '../../../../lambdas/aws/history/erase-history.ts';
import { besideReader } from '../../../../lambdas/aws/history/rows-beside.ts';
import { recorderHandler } from '../../../../lambdas/history/handler.ts';
import type { HistoryRecord } from '../../../../lambdas/ports/history.ts';
import { chunksOf, rowsOf } from '../../../contract/history.ts';
import { aMapping } from '../../../support/domain-builders.ts';
import { fakeLog } from '../../../support/fake-log.ts';
import { aHistoryRow } from '../../../support/history-builders.ts';
import { startTestHistories } from '../../../support/test-history.ts';

let histories: Awaited<ReturnType<typeof startTestHistories>>;

beforeAll(async () => {
  histories = await startTestHistories();
});

afterAll(async () => {
  await histories.close();
});

/** Records without texts, with ids that differ from one another in every byte. */
function recordsOf(tenant: string, count: number): readonly HistoryRecord[] {
  const { sourceArn } = aMapping({ generator: `${tenant}/repo1` });
  return Array.from({ length: count }, (_, index) => {
    const ids = { eventId: randomUUID(), eventBridgeId: randomUUID() };
    return { tenant, sourceArn, row: aHistoryRow({ ...ids, atMs: 1_000 + index }) };
  });
}

async function recorded(...records: readonly HistoryRecord[]) {
  const history = await histories.create(Date.now);
  await history.sink.record(records);
  await recorderHandler(history.recorder)(Date.now() + 60_000);
  return history;
}

type History = Awaited<ReturnType<typeof recorded>>;

/** The items that are chunks, as they are in the table. */
async function itemsOf({ store: { client, tableName } }: History) {
  const items: Record<string, unknown>[] = [];
  for await (const page of paginateScan({ client }, { TableName: tableName })) {
    items.push(...(page.Items ?? []).map((item) => unmarshall(item)));
  }
  return items.filter((item) => 'sum' in item);
}

function placeOf(item: Record<string, unknown> | undefined): [string, number, number] {
  return JSON.parse(String(item?.['place']));
}

const manyRows = 400;

describe('rows', () => {
  test('of a busy source are beside the table, and read as those in it', async () => {
    const [busy, quiet] = [recordsOf('busy', manyRows), recordsOf('quiet', 3)];
    const history = await recorded(...busy, ...quiet);
    const [inTable, beside] = [
      (await itemsOf(history)).filter((item) => 'rows' in item),
      (await itemsOf(history)).filter((item) => 'place' in item),
    ];

    expect(inTable).toHaveLength(1);
    expect(beside).toHaveLength(1);
    expect(placeOf(beside[0])[0]).toMatch(/^rows\/\d{4}\/\d\d\/\d\d\/\d{4}-/);
    expect(await rowsOf(history.reader, busy[0]!)).toEqual(busy.map(({ row }) => row));
    expect(await rowsOf(history.reader, quiet[0]!)).toEqual(quiet.map(({ row }) => row));
    const [chunk] = await chunksOf(history.reader, busy[0]!);
    expect(chunk?.counts.accepted).toBe(manyRows);
  });

  test('count to what their tenant has', async () => {
    const history = await recorded(...recordsOf('busy', manyRows));
    const [item] = await itemsOf(history);
    const [usage] = await historyUsage(history.store);

    expect(usage).toMatchObject({ tenant: 'busy', rows: manyRows });
    // Two ids of 16 bytes each cannot be packed.
    expect(placeOf(item)[2]).toBeGreaterThan(manyRows * 32);
    expect(usage!.bytes).toBeGreaterThan(placeOf(item)[2]);
  });

  test('cannot be opened by another chunk', async () => {
    const [one, other] = [recordsOf('one', manyRows), recordsOf('other', manyRows)];
    const history = await recorded(...one, ...other);
    const { objects } = history.store;
    const items = (await itemsOf(history)).toSorted((a, b) => placeOf(a)[1] - placeOf(b)[1]);
    const [key, , length] = placeOf(items[0]);
    const [otherKey, offset, otherLength] = placeOf(items[1]);
    expect(otherKey).toBe(key);
    const object = await objects.get(key);
    const swapped = Buffer.concat([
      object!.subarray(offset, offset + otherLength),
      object!.subarray(0, length),
    ]);
    await objects.put(key, swapped);

    await expect(rowsOf(history.reader, one[0]!)).rejects.toThrow('authenticate');
    await expect(rowsOf(history.reader, other[0]!)).rejects.toThrow('authenticate');
  });

  test('are gone with their chunk, although the object is still there', async () => {
    const records = recordsOf('a', manyRows);
    const history = await recorded(...records);
    const [item] = await itemsOf(history);
    const [key, offset, length] = placeOf(item);

    expect(await eraseTenant('a', history.store)).toMatchObject({ chunks: 1, rows: manyRows });
    expect(await itemsOf(history)).toEqual([]);
    const sealed = await history.store.objects.get(key, { offset, length });
    expect(sealed?.includes(records[0]!.row.eventId)).toBe(false);
  });

  test('that are older than a retention which was shortened are over in the table and beside it', async () => {
    const dayMs = 86_400_000;
    let nowMs = Date.now();
    const history = await histories.create(() => nowMs);
    const [busy, quiet] = [recordsOf('busy', manyRows), recordsOf('quiet', 3)];
    await history.sink.record([...busy, ...quiet]);
    await recorderHandler(history.recorder)(nowMs + 60_000);
    const hourMs = Math.floor(nowMs / 3_600_000) * 3_600_000;
    const [summary] = await chunksOf(history.reader, busy[0]!);
    await history.reader.rememberHour(busy[0]!, hourMs, summary!);
    nowMs += 2 * dayMs + 1_000;
    const shown = async (days: number) => ({
      busy: (await rowsOf(history.readerOf(days), busy[0]!)).length,
      quiet: (await rowsOf(history.readerOf(days), quiet[0]!)).length,
      hours: (await history.readerOf(days).hours(busy[0]!, hourMs, hourMs + 1)).size,
    });

    expect(await shown(3)).toEqual({ busy: manyRows, quiet: 3, hours: 1 });
    // The bucket deletes the rows a day after that.
    expect(await shown(2)).toEqual({ busy: 0, quiet: 0, hours: 0 });
    expect(history.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  test('whose object is no longer there are none, which is reported', async () => {
    const log = fakeLog();
    const read = besideReader({ get: async () => undefined }, log);

    expect(await read({ place: '["rows/a",0,1]', secret: new Uint8Array(16) })).toEqual([]);
    expect(log.lines).toMatchObject([{ level: 'error', fields: { key: 'rows/a' } }]);
  });

  test('are looked for among rows only', async () => {
    const read = besideReader({ get: async () => undefined }, fakeLog());
    const chunk = { place: '["bodies/a",0,1]', secret: new Uint8Array(16) };

    await expect(read(chunk)).rejects.toThrow('Invalid format');
  });
});
