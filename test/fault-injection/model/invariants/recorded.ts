import type { HistoryRow } from '../../../../lambdas/domain/history/row.ts';
import type { HistoryReader } from '../../../../lambdas/ports/history.ts';
import { tenantOf } from '../../../../lambdas/domain/generator.ts';
import { sourceOf, type Wish } from '../../../support/customer.ts';
import { historyReaderPort } from '../history-place.ts';
import { hasDetail } from '../payloads/has-detail.ts';
import { rowName } from '../history-sink.ts';
import { wishes } from '../wishes.ts';
import type { World } from '../world.ts';

/** Every row that the history queue took can be read once, with its event's text, and no other row can. */
export async function judgeHistory(world: World): Promise<void> {
  const reader = historyReaderPort(
    { now: world.time.now, call: async (_, serve) => await serve(undefined) },
    world,
  );
  const seen = new Map<string, number>();
  for (const wish of wishes) {
    const { arn } = sourceOf(wish);
    for (const row of await rowsOf(wish, reader)) {
      const name = rowName(arn, row);
      seen.set(name, (seen.get(name) ?? 0) + 1);
      await judgeText(row, wish, reader, world);
    }
  }
  for (const name of new Set([...world.rowsQueued.keys(), ...seen.keys()])) {
    const queued = world.rowsQueued.get(name) ?? 0;
    const shown = seen.get(name) ?? 0;
    if (queued === shown) continue;
    world.accuse(
      'the history has every row',
      `${name} was queued ${queued} times, and is shown ${shown} times`,
    );
  }
}

async function rowsOf(wish: Wish, reader: HistoryReader): Promise<readonly HistoryRow[]> {
  const source = { tenant: tenantOf(wish.generator), sourceArn: sourceOf(wish).arn };
  const rows: HistoryRow[] = [];
  let after: string | undefined;
  do {
    const query = { newestFirst: false, ...(after !== undefined && { after }) };
    const page = await reader.page(source, query);
    for (const chunk of page.chunks) rows.push(...(await chunk.rows()));
    after = page.next;
  } while (after !== undefined);
  return rows;
}

/** A row's text is that of its event, as it was published. */
async function judgeText(
  row: HistoryRow,
  { generator }: Wish,
  reader: HistoryReader,
  { accepted, accuse, payloads }: World,
): Promise<void> {
  const { eventId, body, outcome } = row;
  const published = accepted.get(eventId);
  const text = body && (await reader.body(tenantOf(generator), eventId, body));
  if (published !== undefined && published.generator === generator) {
    if (text !== undefined && hasDetail(text, published.detailJson, payloads)) return;
    accuse('the history has every row', `${eventId}, ${outcome}, has lost its text`);
  } else accuse('nobody else’s', `${eventId} is in the history of ${generator}`);
}
