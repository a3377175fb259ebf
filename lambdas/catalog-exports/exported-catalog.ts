import type { Catalog, DescribedDetailType } from '../ports/catalog.ts';
import { detailTypeNames } from './detail-type-names.ts';

/** A detail type as the exports take it. */
export interface ExportedType {
  readonly detailType: string;
  /** An identifier that no other detail type of the catalogue has. */
  readonly name: string;
  readonly description: string;
  /** JSON Schema (2020-12) of the detail. */
  readonly schema: DescribedDetailType['schema'];
}

/** What the exports are made from. */
export interface ExportedCatalog {
  /** The segment of source names that is the vendor's. */
  readonly partnerName: string;
  readonly types: readonly ExportedType[];
}

/** A file that was made from a catalogue. */
export interface ExportedFile {
  /** Relative to the folder of the exports. */
  readonly path: string;
  readonly text: string;
}

/** How the names of the partner's sources begin, without the last slash. */
export function sourcePrefix({ partnerName }: Pick<ExportedCatalog, 'partnerName'>): string {
  return `aws.partner/${partnerName}`;
}

/** Reads all detail types of a catalogue. Rejects when a file is missing or not valid. */
export async function readExportedCatalog(
  catalog: Catalog,
  partnerName: string,
): Promise<ExportedCatalog> {
  const names = detailTypeNames(catalog.list().map(({ detailType }) => detailType));
  const types: ExportedType[] = [];
  for (const [detailType, name] of names) {
    const found = await catalog.find(detailType);
    if (found === undefined) continue;
    const { description, schema } = found;
    // Numbers that a double cannot hold are texts in it, which no tool takes.
    types.push({ detailType, name, description, schema: JSON.parse(JSON.stringify(schema)) });
  }
  return { partnerName, types };
}

/** The same catalogue with some of its detail types; their names stay the same. */
export function onlyTypes(
  catalog: ExportedCatalog,
  detailTypes: readonly string[],
): ExportedCatalog {
  const types = catalog.types.filter(({ detailType }) => detailTypes.includes(detailType));
  return { ...catalog, types };
}

/** What stands in the description of each export about events that are too large. */
export const aboutLargeEvents =
  'The detail of an event that is too large for EventBridge can be a stub: an object with payload_url, ' +
  'payload_size_bytes, payload_sha256, expires_at and some members of the detail.';
