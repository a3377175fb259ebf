import { isDeepStrictEqual } from 'node:util';
import { withChoices } from '../../lambdas/domain/choices.ts';
import type { Mapping } from '../../lambdas/domain/mapping.ts';
import type { MappingPage } from '../../lambdas/ports/reconcile.ts';
import type {
  ListQuery,
  RegistrationTable,
  ReplacedMapping,
} from '../../lambdas/ports/registration.ts';
import { fakeMappingTable, type FakeMappingTable } from './fake-mapping-table.ts';
import { fakeReconcileTable } from './fake-reconcile-table.ts';
import { inherits } from './inherits.ts';
import type { MappingItems } from './mapping-items.ts';

/** The same items as a mapping table has, as registration sees them. */
export interface FakeRegistrationTable extends RegistrationTable {
  /** From now on a tenant's list shows the current state; until the index catches up. */
  indexLags(): void;
  indexCatchesUp(): void;
}

/** Registration's view of a mapping table in memory. */
export function fakeRegistrationTable(
  table: FakeMappingTable = fakeMappingTable(),
): FakeRegistrationTable {
  const { items } = table;
  const reconciled = fakeReconcileTable(table);
  let lagging: readonly Mapping[] | undefined;
  return {
    change: (read, change) => reconciled.change(read, change),
    indexLags() {
      lagging = items.all();
    },
    indexCatchesUp() {
      lagging = undefined;
    },
    list: async (tenant, query) => {
      const seen = query.generator === undefined ? (lagging ?? items.all()) : items.all();
      return pageOf(
        seen.filter((one) => one.tenant === tenant),
        query,
      );
    },
    find: async (generator) => items.all().filter((one) => one.generator === generator),
    get: async (key) => items.get(key)?.mapping,
    ...registrationWrites(items),
  };
}

function registrationWrites(
  items: MappingItems,
): Pick<RegistrationTable, 'register' | 'setChoices' | 'remove'> {
  return {
    async register(mapping, replaces) {
      const { mapping: found, claimedUntil } = items.get(mapping) ?? {};
      const isOverRetired = replaces?.retirement !== undefined;
      const isAsRead = isDeepStrictEqual(
        versionOf(found, isOverRetired),
        versionOf(replaces, isOverRetired),
      );
      if (!isAsRead) return 'superseded';
      items.put(inherits(mapping, found, { isOverRetired }), claimedUntil);
      return 'registered';
    },
    async setChoices(version, choices) {
      const { mapping: found, claimedUntil } = items.get(version) ?? {};
      if (found?.generation !== version.generation || found.retirement !== undefined) {
        return 'superseded';
      }
      items.put(withChoices(found, choices), claimedUntil);
      return 'changed';
    },
    async remove(version) {
      const found = items.get(version)?.mapping;
      if (found === undefined) return 'absent';
      if (found.generation !== version.generation) return 'superseded';
      items.delete(version);
      return 'removed';
    },
  };
}

function versionOf(mapping: ReplacedMapping | undefined, isOverRetired: boolean) {
  if (mapping === undefined) return undefined;
  const { generation, detailTypes, displayName, missedSince, leftBefore } = mapping;
  const read = [generation, detailTypes, displayName];
  return [...read, ...(isOverRetired ? [missedSince, leftBefore] : [])];
}

function pageOf(mappings: readonly Mapping[], { generator, limit, after }: ListQuery): MappingPage {
  const left = mappings
    .filter((one) => generator === undefined || one.generator === generator)
    .filter(({ sourceArn }) => after === undefined || sourceArn > after.sourceArn)
    .toSorted((a, b) => (a.sourceArn < b.sourceArn ? -1 : 1));
  const page = left.slice(0, limit);
  const last = page.at(-1);
  if (last === undefined || left.length === page.length) return { mappings: page };
  const { generator: lastGenerator, sourceArn } = last;
  return { mappings: page, next: { generator: lastGenerator, sourceArn } };
}
