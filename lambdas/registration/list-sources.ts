import type { Mapping } from '../domain/mapping.ts';
import {
  maxSourceNameLength,
  parseSourceName,
  sourceArn,
  sourceName,
} from '../domain/source-name.ts';
import type { MappingKey } from '../ports/reconcile.ts';
import { problem, type Problem } from './problems.ts';
import type { RequestContext } from './request-context.ts';
import { isGeneratorOf } from './tenant.ts';

/** Which sources to list. */
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
  context: RequestContext,
): Promise<Problem | ListedSources> {
  const { tenant, settings } = context;
  const { partnerName } = settings;
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
  const { mappings, next } = await context.mappings.list(tenant, { generator, limit, after });
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

/** The cursor of the page after a mapping: its source's ARN, opaque to clients. */
function writeCursor({ sourceArn: arn }: MappingKey): string {
  return Buffer.from(arn).toString('base64url');
}

/** The key of a cursor; undefined unless it is one of the tenant's, exactly as it was written. */
function readCursor(
  cursor: string,
  { tenant, partnerName }: { readonly tenant: string; readonly partnerName: string },
): MappingKey | undefined {
  const arn = Buffer.from(cursor, 'base64url').toString();
  const { region = '', name = '' } = arnParts.exec(arn)?.groups ?? {};
  const { generator } = parseSourceName(partnerName, name) ?? {};
  if (generator === undefined || !isGeneratorOf(tenant, generator)) return undefined;
  const key = { generator, sourceArn: sourceArn(region, name) };
  return writeCursor(key) === cursor ? key : undefined;
}

const arnParts =
  /^arn:[a-z-]+:events:(?<region>[a-z0-9-]+)::event-source\/(?<name>.{1,243}\/\d{12})$/;
