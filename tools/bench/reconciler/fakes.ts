import type { MappingTable } from '../../../lambdas/ports/delivery.ts';
import type { PartnerSources, ReconcileTable } from '../../../lambdas/ports/reconcile.ts';
import type { callCounter } from './call-counter.ts';
import type { Time } from '../../../lambdas/ports/time.ts';
import { arnOf, mappingOf, namesOf, regionOf, rowOf, type Rows } from './rows.ts';

const callMs = 30;
const tablePage = 500;
const listPage = 100;

/** AWS's side of the rows. Every call is counted as it is made. */
export function benchSources(
  rows: Rows,
  { now, sleep }: Time,
  counter: ReturnType<typeof callCounter>,
): PartnerSources {
  const call = async <T>(region: string, answer: () => T): Promise<T> => {
    counter.count(region, now());
    await sleep(callMs);
    return answer();
  };
  const page = (region: string, nextToken = '0') => {
    const found: number[] = [];
    let row = Number(nextToken);
    for (; row < rows.count && found.length < listPage; row += 1) {
      if (rows.awsState[row] !== 0 && regionOf(rows, row) === region) found.push(row);
    }
    const sources = found.map((one) => ({ name: namesOf(one).name, arn: arnOf(rows, one) }));
    return { sources, ...(row < rows.count && { nextToken: String(row) }) };
  };
  return {
    list: (region, nextToken) => call(region, () => page(region, nextToken)),
    observe: (region, name) =>
      call(region, () => {
        const row = rowOf(name);
        if (rows.awsState[row] === 0) return { kind: 'nonexistent' as const };
        const isActive = rows.awsState[row] === 2;
        const { account } = namesOf(row);
        if (isActive) return { kind: 'found' as const, account, state: 'ACTIVE' as const };
        const expirationTime = new Date(rows.awsExpiryMs[row] ?? 0).toISOString();
        return { kind: 'found' as const, account, state: 'PENDING' as const, expirationTime };
      }),
    create: (region) => call(region, () => 'exists'),
    delete: (region) => call(region, () => undefined),
  };
}

/** The table's side of the rows; the checkpoint is kept in memory. */
export function benchTable(
  rows: Rows,
  { sleep }: Time,
): ReconcileTable & Pick<MappingTable, 'retire'> {
  let checkpoint = {};
  const call = async <T>(answer: () => T): Promise<T> => {
    await sleep(callMs);
    return answer();
  };
  return {
    ...benchReads(rows, call),
    ...benchWrites(rows, call),
    ...benchOutbox(rows, call),
    loadCheckpoint: () => call(() => checkpoint),
    saveCheckpoint: (next) =>
      call(() => {
        checkpoint = next;
      }),
  };
}

type Call = <T>(answer: () => T) => Promise<T>;

function benchReads(rows: Rows, call: Call): Pick<ReconcileTable, 'page' | 'find'> {
  return {
    page: (after) =>
      call(() => {
        const start = after === undefined ? 0 : rowOf(after.generator) + 1;
        const end = Math.min(start + tablePage, rows.count);
        const mappings = Array.from({ length: end - start }, (_, at) =>
          mappingOf(rows, start + at),
        );
        const last = mappings.at(-1);
        if (end === rows.count || last === undefined) return { mappings };
        return { mappings, next: { generator: last.generator, sourceArn: last.sourceArn } };
      }),
    find: (keys) =>
      call(() => ({
        mappings: keys.map(({ generator }) => mappingOf(rows, rowOf(generator))),
        unreadable: [],
      })),
  };
}

function benchWrites(
  rows: Rows,
  call: Call,
): Pick<ReconcileTable, 'change' | 'adopt'> & Pick<MappingTable, 'retire'> {
  return {
    change: ({ generator }, change) =>
      call(() => {
        const row = rowOf(generator);
        rows.tableState[row] = change.state === 'ACTIVE' ? 2 : 1;
        rows.checkedMs[row] = Date.parse(change.lastCheckedAt);
        rows.tableExpiryMs[row] = Date.parse(change.expirationTime ?? '1970-01-01T00:00:00Z');
        rows.notifiedDaysLeft[row] = change.notifiedDaysLeft ?? 0;
        if (change.outbox.length > 0) rows.outbox.set(row, change.outbox);
        return 'changed' as const;
      }),
    retire: ({ generator }, notification) =>
      call(() => {
        const row = rowOf(generator);
        rows.tableState[row] = 0;
        rows.outbox.set(row, [notification]);
        return 'retired' as const;
      }),
    adopt: () => call(() => 'superseded' as const),
  };
}

function benchOutbox(rows: Rows, call: Call): Pick<ReconcileTable, 'claimOutbox' | 'settleOutbox'> {
  return {
    claimOutbox: ({ generator }) =>
      call(() => {
        const row = rowOf(generator);
        return rows.outbox.has(row) ? mappingOf(rows, row) : undefined;
      }),
    settleOutbox: ({ generator }) =>
      call(() => {
        // A row that is retired keeps its notification, which is its reason too.
        const row = rowOf(generator);
        if (rows.tableState[row] !== 0) rows.outbox.delete(row);
      }),
  };
}
