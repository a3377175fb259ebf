import { customerDocument } from './asyncapi/customer-document.ts';
import { producerDocument } from './asyncapi/producer-document.ts';
import { exportFileNames, type ExportFormat } from './export-formats.ts';
import type { ExportedCatalog, ExportedFile } from './exported-catalog.ts';
import { deployScript } from './registry/deploy-script.ts';
import { exportRegistry } from './registry/registry-templates.ts';
import { compileTypes, typesFile } from './typescript/typescript-types.ts';

/** The files of an export, and a line for each thing that does not fit and is not in them. */
export interface CatalogExport {
  readonly files: readonly ExportedFile[];
  readonly problems: readonly string[];
}

/**
 * Exports a catalogue in one format: a pure function of the catalogue. Rejects with an ExportError when a
 * schema cannot be exported.
 *
 * @param onCompiled is told for how many detail types there are TypeScript types
 */
export async function exportCatalog(
  catalog: ExportedCatalog,
  format: ExportFormat,
  onCompiled?: (done: number) => void,
): Promise<CatalogExport> {
  if (format === 'schema-registry') return registryFiles(catalog);
  return { files: await filesOf(catalog, format, onCompiled), problems: [] };
}

async function filesOf(
  catalog: ExportedCatalog,
  format: Exclude<ExportFormat, 'schema-registry'>,
  onCompiled?: (done: number) => void,
): Promise<readonly ExportedFile[]> {
  switch (format) {
    case 'asyncapi':
      return [{ path: exportFileNames.asyncapi, text: layOut(customerDocument(catalog)) }];
    case 'asyncapi-producer':
      return [{ path: exportFileNames[format], text: layOut(producerDocument(catalog)) }];
    case 'types': {
      const compiled = await compileTypes(catalog, onCompiled);
      return [{ path: exportFileNames.types, text: typesFile(catalog, compiled) }];
    }
    case 'json-schema':
      return catalog.types.map(({ name, schema }) => ({
        path: `json-schema/${name}.schema.json`,
        text: layOut(schema),
      }));
  }
}

function registryFiles(catalog: ExportedCatalog): CatalogExport {
  const { schemas, templates, problems } = exportRegistry(catalog);
  const named = templates.map((text, index) => ({ path: `template-${index + 1}.json`, text }));
  const files = [
    ...named,
    ...(named.length > 0 ? [{ path: 'deploy.sh', text: deployScript(catalog, named) }] : []),
    ...schemas.map(({ schemaName, content }) => ({
      path: `schemas/${schemaName}.json`,
      text: layOut(JSON.parse(content)),
    })),
  ];
  return {
    files: files.map((file) => ({ ...file, path: `schema-registry/${file.path}` })),
    problems,
  };
}

function layOut(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
