import type { Mapping } from '../../lambdas/domain/mapping.ts';
import type { TenantAdmissions, TenantLedger } from '../../lambdas/ports/registration.ts';
import { fakeMappingTable, type FakeMappingTable } from './fake-mapping-table.ts';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** A tenant ledger and admissions in memory, which counts the live mappings of a table. */
export function fakeTenantLedger(
  table: FakeMappingTable = fakeMappingTable(),
): TenantLedger & TenantAdmissions {
  const requests = new Map<string, number>();
  const keys = new Map<string, { fingerprint: string; untilMs: number }>();
  let admissions: readonly Admission[] = [];
  return {
    async countRequest(tenant, nowMs) {
      const key = JSON.stringify([tenant, Math.floor(nowMs / minuteMs)]);
      const count = (requests.get(key) ?? 0) + 1;
      requests.set(key, count);
      return count;
    },
    async admit({ sourceArn }, tenant, { maxSources, maxPendingSources }, nowMs) {
      const recent = admissions.filter(({ atMs }) => nowMs - atMs < minuteMs);
      const states = statesOf(tenant, table.all(), recent);
      const isAmong = states.has(sourceArn);
      const pending = [...states.values()].filter((state) => state === 'PENDING').length;
      if (!isAmong && states.size >= maxSources) return 'sourceLimit';
      if (!isAmong && pending >= maxPendingSources) return 'pendingSourceLimit';
      admissions = [...admissions, { tenant, sourceArn, atMs: nowMs }];
      return 'admitted';
    },
    async release({ sourceArn, createdAt }, tenant) {
      admissions = admissions.filter(
        (one) =>
          one.tenant !== tenant ||
          one.sourceArn !== sourceArn ||
          one.atMs !== Date.parse(createdAt),
      );
    },
    async claimKey(tenant, key, fingerprint, nowMs) {
      const name = JSON.stringify([tenant, key]);
      const known = keys.get(name);
      if (known !== undefined && nowMs < known.untilMs) return known.fingerprint;
      keys.set(name, { fingerprint, untilMs: nowMs + dayMs });
      return fingerprint;
    },
  };
}

/** A source that a tenant was admitted, and has perhaps not registered yet. */
interface Admission {
  readonly tenant: string;
  readonly sourceArn: string;
  readonly atMs: number;
}

/** The states of a tenant's sources, by ARN. */
function statesOf(
  tenant: string,
  mappings: readonly Mapping[],
  recent: readonly Admission[],
): ReadonlyMap<string, string> {
  const live = mappings
    .filter((one) => one.tenant === tenant && one.retirement === undefined)
    .map((one) => [one.sourceArn, one.state] as const);
  const admitted = recent
    .filter((one) => one.tenant === tenant)
    .map((one) => [one.sourceArn, 'PENDING'] as const);
  return new Map<string, string>([...admitted, ...live]);
}
