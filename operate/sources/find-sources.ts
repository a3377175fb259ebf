import type { Mapping } from '../../lambdas/domain/mapping.ts';
import type { MappingKey, MappingPage, ReconcileTable } from '../../lambdas/ports/reconcile.ts';
import type { RegistrationTable } from '../../lambdas/ports/registration.ts';
import { shownState, type ShownState } from './source-lines.ts';

/** Selects sources; an undefined field selects all. */
export interface SourceFilter {
  readonly tenant: string | undefined;
  readonly generator: string | undefined;
  /** The Region of the source. */
  readonly region: string | undefined;
  readonly state: ShownState | undefined;
}

/** The mapping table, read in two ways: by tenant or generator, and all of it. */
export interface SourceTables {
  readonly byTenant: Pick<RegistrationTable, 'find' | 'list'>;
  readonly all: Pick<ReconcileTable, 'page'>;
}

const pageSize = 100;

/**
 * Finds sources, including retired ones, sorted by ARN. With a generator or tenant, only those are
 * read; otherwise the whole table.
 *
 * @param onProgress gets the number of mappings read so far
 */
export async function findSources(
  filter: SourceFilter,
  tables: SourceTables,
  onProgress: (read: number) => void,
): Promise<readonly Mapping[]> {
  const found: Mapping[] = [];
  let read = 0;
  for await (const page of pagesFor(filter, tables)) {
    read += page.length;
    onProgress(read);
    found.push(...page.filter((mapping) => isWanted(filter, mapping)));
  }
  return found.toSorted((a, b) => (a.sourceArn < b.sourceArn ? -1 : 1));
}

async function* pagesFor(
  { tenant, generator }: SourceFilter,
  { byTenant, all }: SourceTables,
): AsyncGenerator<readonly Mapping[]> {
  if (generator !== undefined) {
    yield await byTenant.find(generator);
    return;
  }
  const pageAfter = async (after: MappingKey | undefined): Promise<MappingPage> =>
    tenant === undefined
      ? await all.page(after)
      : await byTenant.list(tenant, { limit: pageSize, after });
  let page = await pageAfter(undefined);
  yield page.mappings;
  while (page.next !== undefined) {
    page = await pageAfter(page.next);
    yield page.mappings;
  }
}

function isWanted({ tenant, generator, region, state }: SourceFilter, mapping: Mapping): boolean {
  return (
    (tenant === undefined || mapping.tenant === tenant) &&
    (generator === undefined || mapping.generator === generator) &&
    (region === undefined || mapping.region === region) &&
    (state === undefined || shownState(mapping) === state)
  );
}
