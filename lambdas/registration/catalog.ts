import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseCatalogIndex, parseDetailTypeFile } from './catalog-files.ts';
import { sampleEvent, type SampleEvent } from './sample-event.ts';

/** The detail types that the vendor's events can have. */
export interface Catalog {
  /** The vendor lists no detail types: there is nothing to hold one against. */
  readonly isEmpty: boolean;
  /** All detail types, ordered by name. */
  list(): readonly ListedDetailType[];
  has(detailType: string): boolean;
  /** Reads the file of a detail type. Rejects when that is missing, or with a CatalogError when it is wrong. */
  find(detailType: string): Promise<DescribedDetailType | undefined>;
}

/** A detail type as the catalogue lists it. */
export interface ListedDetailType {
  readonly detailType: string;
  /** A sentence or two for people. */
  readonly description: string;
}

/** A detail type with all that the catalogue says of it. */
export interface DescribedDetailType extends ListedDetailType {
  /** JSON Schema (2020-12) of an event's `detail`. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** At least one. */
  readonly samples: readonly SampleEvent[];
}

/**
 * Reads the catalogue's index, and the file of a detail type when it is asked for. Throws when the
 * index is missing, and a CatalogError when it is wrong.
 *
 * @param folder holds `index.json` and, in `detail-types/`, the files that it names
 * @param partnerName whose sources the samples come from
 */
export function readCatalog(folder: string, partnerName: string): Catalog {
  const indexFile = join(folder, 'index.json');
  const index = parseCatalogIndex(indexFile, readFileSync(indexFile, 'utf8'));
  const entries = new Map(index.map((entry) => [entry.detailType, entry]));
  const listed = index.map(({ detailType, description }) => ({ detailType, description }));
  return {
    isEmpty: listed.length === 0,
    list: () => listed,
    has: (detailType) => entries.has(detailType),
    find: async (detailType) => {
      const entry = entries.get(detailType);
      if (entry === undefined) return undefined;
      // The path comes from the index alone, never from what was asked for.
      const file = join(folder, 'detail-types', entry.file);
      const { schema, samples } = parseDetailTypeFile(file, await readFile(file, 'utf8'));
      return {
        detailType,
        description: entry.description,
        schema,
        samples: samples.map((detail) => sampleEvent(partnerName, detailType, detail)),
      };
    },
  };
}
