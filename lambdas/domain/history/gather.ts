import type { HistoryRow } from './row.ts';

/** A row, and whose it is. */
export interface OwnedRow {
  readonly tenant: string;
  readonly sourceArn: string;
  readonly row: HistoryRow;
}

/** Rows of one source, in the order of their times. */
export interface SourceRows {
  readonly tenant: string;
  readonly sourceArn: string;
  readonly rows: readonly HistoryRow[];
}

/** Gathers rows by source. */
export function gatherBySource(owned: Iterable<OwnedRow>): readonly SourceRows[] {
  const byTenant = new Map<string, Map<string, HistoryRow[]>>();
  for (const { tenant, sourceArn, row } of owned) {
    const sources = getOrAdd(byTenant, tenant, () => new Map<string, HistoryRow[]>());
    getOrAdd(sources, sourceArn, () => []).push(row);
  }
  return Array.from(byTenant, ([tenant, sources]) =>
    Array.from(sources, ([sourceArn, rows]) => ({
      tenant,
      sourceArn,
      rows: rows.toSorted((one, other) => one.atMs - other.atMs),
    })),
  ).flat();
}

function getOrAdd<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
