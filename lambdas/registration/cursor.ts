import { parseSourceName, sourceArn } from '../domain/source-name.ts';
import type { MappingKey } from '../ports/reconcile.ts';
import { isGeneratorOf } from './tenant.ts';

/** The cursor of a page that goes on after a mapping: its source's ARN, opaque to clients. */
export function writeCursor({ sourceArn: arn }: MappingKey): string {
  return Buffer.from(arn).toString('base64url');
}

/** The key that a cursor stands for; undefined unless it is one of the tenant's, just as it was written. */
export function readCursor(
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
