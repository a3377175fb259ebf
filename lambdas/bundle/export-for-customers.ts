import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { constants, gzipSync } from 'node:zlib';
import * as v from 'valibot';
import { exportCatalog, type CatalogExport } from '../catalog-exports/export-catalog.ts';
import { ExportError } from '../catalog-exports/export-error.ts';
import { readExportedCatalog, type ExportedCatalog } from '../catalog-exports/exported-catalog.ts';
import { exportEnding, exportListFile, type ExportList } from '../contract/catalog-exports.ts';
import { readCatalog } from '../registration/catalog.ts';

/** What is exported: the catalogue in a folder, with the partner's name, into another folder. */
export const askedExports = v.object({
  catalog: v.string(),
  partnerName: v.string(),
  folder: v.string(),
});

/** The same, read. */
export type AskedExports = v.InferOutput<typeof askedExports>;

/** Lambda takes 6 MB of an answer, in which the file is a text in JSON; the rest is for the answer's headers. */
const maxTextBytes = 6_000_000;

/** What customers download, in the order in which it is offered. */
const offered = [
  { format: 'types', title: 'TypeScript types' },
  { format: 'schema-registry', title: 'EventBridge schemas (CloudFormation)' },
  { format: 'asyncapi', title: 'AsyncAPI' },
] as const;

/** Writes what customers download of a catalogue, compressed, and the list of it. Rejects with a CatalogError. */
export async function exportForCustomers({
  catalog,
  partnerName,
  folder,
}: AskedExports): Promise<void> {
  const read = await readExportedCatalog(readCatalog(catalog, partnerName), partnerName);
  const list: ExportList = { exports: [], problems: [] };
  for (const { format, title } of read.types.length === 0 ? [] : offered) {
    const { files, problems } = await exported(read, format);
    const downloads = files.filter(({ path }) => isDownload(path));
    // What no format takes is told once.
    list.problems.push(...problems.filter((problem) => !list.problems.includes(problem)));
    for (const [index, { path, text }] of downloads.entries()) {
      const name = path.replace('/template-', '-');
      const fitting = fittingText(name, text);
      if (fitting === undefined) {
        list.problems.push(
          `${name}: over ${maxTextBytes} bytes, more than the API can answer with`,
        );
        continue;
      }
      const level = constants.Z_BEST_COMPRESSION;
      writeFileSync(join(folder, name + exportEnding), gzipSync(fitting, { level }));
      list.exports.push({ name, title: numbered(title, index, downloads.length) });
    }
  }
  writeFileSync(join(folder, exportListFile), JSON.stringify(list));
}

/** An export; what cannot be exported is a problem. */
async function exported(
  catalog: ExportedCatalog,
  format: (typeof offered)[number]['format'],
): Promise<CatalogExport> {
  try {
    return await exportCatalog(catalog, format);
  } catch (error) {
    if (error instanceof ExportError) return { files: [], problems: [error.message] };
    throw error;
  }
}

/** The templates hold all that is in the schemas, and a page starts no script. */
function isDownload(path: string): boolean {
  return !path.includes('/') || path.includes('/template-');
}

/** The text of a file, without its indentation if it is too long with it; undefined if it is too long. */
export function fittingText(
  name: string,
  text: string,
  maxBytes = maxTextBytes,
): string | undefined {
  const fits = (one: string) => Buffer.byteLength(JSON.stringify(one)) <= maxBytes;
  if (fits(text)) return text;
  if (!name.endsWith('.json')) return undefined;
  const short = JSON.stringify(JSON.parse(text));
  return fits(short) ? short : undefined;
}

function numbered(title: string, index: number, count: number): string {
  return count === 1 ? title : `${title}, ${index + 1} of ${count}`;
}
