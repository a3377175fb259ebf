import type { Mapping } from '../domain/mapping.ts';
import { maxSourceNameLength, sourceName } from '../domain/source-name.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { problem, type Problem } from './problems.ts';
import type { RequestContext } from './services.ts';
import { isGeneratorOf } from './tenant.ts';

/** Which sources are asked for. */
export interface SourceQuery {
  readonly generator: string | undefined;
  readonly cursor: string | undefined;
  /** 1 to 100. */
  readonly limit: number;
}

/** A page of a tenant's sources; the last one has no cursor. */
export interface ListedSources {
  readonly kind: 'listed';
  readonly mappings: readonly Mapping[];
  readonly nextCursor: string | undefined;
}

/** Lists the tenant's sources. A generator that cannot be the tenant's has none. */
export async function listSources(
  { generator, cursor, limit }: SourceQuery,
  { table, tenant, settings: { partnerName } }: RequestContext,
): Promise<Problem | ListedSources> {
  const after = cursor === undefined ? undefined : readCursor(cursor, { tenant, partnerName });
  const isOfListing = generator === undefined || generator === after?.generator;
  if (cursor !== undefined && (after === undefined || !isOfListing)) {
    return problem('invalidCursor', {
      errors: [{ field: 'cursor', message: 'must be the nextCursor of the page before' }],
    });
  }
  if (generator !== undefined && !canHaveSources(generator, { tenant, partnerName })) {
    return { kind: 'listed', mappings: [], nextCursor: undefined };
  }
  const { mappings, next } = await table.list(tenant, { generator, limit, after });
  return { kind: 'listed', mappings, nextCursor: next && writeCursor(next) };
}

function canHaveSources(
  generator: string,
  { tenant, partnerName }: { readonly tenant: string; readonly partnerName: string },
): boolean {
  const anyAccount = '0'.repeat(12);
  return (
    isGeneratorOf(tenant, generator) &&
    sourceName(partnerName, generator, anyAccount).length <= maxSourceNameLength
  );
}
