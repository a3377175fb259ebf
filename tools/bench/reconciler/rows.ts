import { newMapping, retirementOf, type Mapping } from '../../../lambdas/domain/mapping.ts';
import type { Notification } from '../../../lambdas/domain/notification.ts';
import { sourceName } from '../../../lambdas/domain/source-name.ts';

/** The Regions of the benchmark. */
export const regions = ['us-east-1', 'eu-west-1', 'ap-southeast-2'] as const;
/** The vendor of the benchmark. */
export const partnerName = 'bench.test';

const createdAt = '2026-11-01T00:00:00.000Z';

/** Where sources live: a third in each Region, or seven in ten in one. */
export type Spread = 'even' | 'skewed';

/**
 * The table's and AWS's sides of this many sources, in typed arrays outside of the JavaScript heap: what
 * grows on the heap is the reconciler's own.
 */
export function makeRows(count: number, spread: Spread) {
  return {
    count,
    spread,
    /** On both sides: 0 none, 1 PENDING, 2 ACTIVE. */
    tableState: new Uint8Array(count),
    awsState: new Uint8Array(count),
    /** Epoch milliseconds; 0 for none. */
    checkedMs: new Float64Array(count),
    tableExpiryMs: new Float64Array(count),
    awsExpiryMs: new Float64Array(count),
    notifiedDaysLeft: new Float64Array(count),
    outbox: new Map<number, readonly Notification[]>(),
  };
}

/** The sources, on both sides. */
export type Rows = ReturnType<typeof makeRows>;

/** The Region of a source: as if by chance, and always the same. */
export function regionOf({ spread }: Rows, row: number): string {
  const chance = (Math.imul(row + 1, 2_654_435_761) >>> 8) / 2 ** 24;
  const shares = spread === 'even' ? [1 / 3, 2 / 3] : [0.7, 0.9];
  return regions[shares.filter((share) => chance >= share).length] ?? regions[0];
}

/** The generator, account and source name of a row. */
export function namesOf(row: number) {
  const generator = `tenant${row % 5_000}/repository-${row}`;
  const account = String(100_000_000_000 + row);
  return { generator, account, name: sourceName(partnerName, generator, account) };
}

/** The row of a source or generator, by its name. */
export function rowOf(name: string): number {
  return Number(/repository-(\d+)/.exec(name)?.[1]);
}

/** The ARN of a row's source. */
export function arnOf(rows: Rows, row: number): string {
  return `arn:aws:events:${regionOf(rows, row)}::event-source/${namesOf(row).name}`;
}

/** The mapping of a row, as the table would give it. */
export function mappingOf(rows: Rows, row: number): Mapping {
  const { generator, account, name } = namesOf(row);
  const registration = { generator, account, region: regionOf(rows, row) };
  const source = { name, arn: arnOf(rows, row) };
  return {
    ...newMapping(registration, source, { generation: `generation-${row}`, createdAt }),
    state: rows.tableState[row] === 2 ? 'ACTIVE' : 'PENDING',
    ...checkedFields(rows, row),
    ...outboxFields(rows, row),
  };
}

/** What the reconciler has found out about a row. */
function checkedFields(
  rows: Rows,
  row: number,
): Pick<Mapping, 'expirationTime' | 'lastCheckedAt' | 'notifiedDaysLeft'> {
  const [expiryMs, checkedMs] = [rows.tableExpiryMs[row] ?? 0, rows.checkedMs[row] ?? 0];
  const notifiedDaysLeft = rows.notifiedDaysLeft[row] ?? 0;
  return {
    ...(expiryMs > 0 && { expirationTime: new Date(expiryMs).toISOString() }),
    ...(checkedMs > 0 && { lastCheckedAt: new Date(checkedMs).toISOString() }),
    ...(notifiedDaysLeft > 0 && { notifiedDaysLeft }),
  };
}

/** What the vendor is still to be notified of; of a retired row the last of it is the reason too. */
function outboxFields(rows: Rows, row: number): Pick<Mapping, 'outbox' | 'retirement'> {
  const outbox = rows.outbox.get(row);
  const last = outbox?.at(-1);
  return {
    ...(outbox && { outbox }),
    ...(rows.tableState[row] === 0 && last && { retirement: retirementOf(last) }),
  };
}
