import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sourceName } from '../domain/source-name.ts';
import type { Catalog, SampleEvent } from '../ports/catalog.ts';
import { parseCatalogIndex, parseDetailTypeFile } from './catalog-files.ts';

/**
 * Reads the catalogue's index, and the file of a detail type when it is needed. Throws when the index
 * is missing, and a CatalogError when it is not valid.
 *
 * @param folder holds `index.json` and, in `detail-types/`, the files that it names
 * @param partnerName the partner whose sources the samples come from
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
      // The path comes from the index, never from the request.
      const file = join(folder, 'detail-types', entry.file);
      const { schema, samples } = parseDetailTypeFile(file, await readFile(file, 'utf8'), entry);
      const { description, keptInStub = [] } = entry;
      return {
        detailType,
        description,
        schema,
        keptInStub,
        samples: samples.map((detail) => sampleEvent(partnerName, detailType, detail)),
      };
    },
  };
}

// AWS's own documents use this account number in examples.
const account = '111122223333';

/** A sample's detail in the envelope in which a customer would receive it. */
export function sampleEvent(
  partnerName: string,
  detailType: string,
  detail: SampleEvent['detail'],
): SampleEvent {
  return {
    version: '0',
    id: '00000000-0000-4000-8000-000000000000',
    'detail-type': detailType,
    source: sourceName(partnerName, 'tenant/resource', account),
    account,
    time: '2026-01-01T00:00:00Z',
    region: 'us-east-1',
    resources: [],
    detail,
  };
}
