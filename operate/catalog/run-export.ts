import { exportCatalog, type CatalogExport } from '../../lambdas/catalog-exports/export-catalog.ts';
import { ExportError } from '../../lambdas/catalog-exports/export-error.ts';
import { exportFormats, type ExportFormat } from '../../lambdas/catalog-exports/export-formats.ts';
import {
  onlyTypes,
  readExportedCatalog,
  type ExportedCatalog,
} from '../../lambdas/catalog-exports/exported-catalog.ts';
import { CatalogError } from '../../lambdas/registration/catalog-files.ts';
import { parseArguments } from '../../terminal/command-options.ts';
import { InputError } from '../../terminal/input-error.ts';
import { fileProblem } from '../../terminal/json-file.ts';
import { noArguments } from '../arguments.ts';
import { OperationError } from '../operation-error.ts';
import { catalogFolder } from '../own-catalog.ts';
import { progressOn } from '../progress.ts';
import { printJson, printLines, type Terminal } from '../terminal.ts';
import { openCatalogFolder } from './catalog-folder.ts';
import { partnerNameOf } from './partner-name.ts';
import { writeFolder } from './write-folder.ts';

const options = {
  format: { type: 'string', multiple: true },
  output: { type: 'string', default: 'catalog-export' },
  'detail-type': { type: 'string', multiple: true },
  catalog: { type: 'string', default: catalogFolder },
  stage: { type: 'string' },
  partner: { type: 'string' },
  force: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

/** Runs `fanout catalog export` with these arguments; resolves with its exit code. */
export async function runExport(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArguments(args, options);
  noArguments(positionals);
  const formats = readFormats(values.format ?? ['all']);
  if (values.output === '') throw new InputError('--output is empty');
  const partnerName = partnerNameOf(values);
  const catalog = await readTypes(values.catalog, partnerName, values['detail-type']);
  const made = await exportAll(catalog, formats, terminal);
  if (values.output === '-') return printOnlyFile(made, terminal);
  await writeFolder(values.output, made.files, values.force).catch(asProblem(values.output));
  const summary = {
    partnerName,
    detailTypes: catalog.types.length,
    folder: values.output,
    files: made.files.map(({ path }) => path),
    problems: made.problems,
  };
  if (values.json) printJson(terminal, summary);
  else printLines(terminal, summaryLines(summary));
  return made.problems.length === 0 ? 0 : 1;
}

function readFormats(given: readonly string[]): readonly ExportFormat[] {
  const known = new Set<string>([...exportFormats, 'all']);
  const unknown = given.find((format) => !known.has(format));
  if (unknown !== undefined) {
    throw new InputError(`--format must be one of ${[...known].join(', ')}, not "${unknown}"`);
  }
  return exportFormats.filter((format) => given.includes('all') || given.includes(format));
}

/** The catalogue's detail types, all or those that were asked for. */
async function readTypes(
  folder: string,
  partnerName: string,
  wanted: readonly string[] | undefined,
): Promise<ExportedCatalog> {
  const opened = openCatalogFolder(folder, partnerName);
  const unknown = wanted?.find((detailType) => !opened.has(detailType));
  if (unknown !== undefined) {
    throw new InputError(`--detail-type ${unknown}: the catalogue has no such detail type`);
  }
  const catalog = await readExportedCatalog(opened, partnerName).catch(unreadable);
  if (catalog.types.length === 0) throw new InputError(`--catalog ${folder}: has no detail types`);
  return wanted === undefined ? catalog : onlyTypes(catalog, wanted);
}

function unreadable(error: unknown): never {
  if (error instanceof CatalogError) throw new InputError(`--catalog ${error.message}`);
  if (Error.isError(error) && 'path' in error) {
    throw new InputError(`--catalog ${String(error.path)}: ${fileProblem(error)}`, {
      cause: error,
    });
  }
  throw error;
}

async function exportAll(
  catalog: ExportedCatalog,
  formats: readonly ExportFormat[],
  terminal: Terminal,
): Promise<CatalogExport> {
  const progress = progressOn(terminal.errorOutput);
  const all: CatalogExport[] = [];
  try {
    for (const format of formats) {
      progress.show(`exporting: ${format}`);
      const onCompiled = (done: number) =>
        progress.show(`exporting: ${format}, ${done} of ${catalog.types.length} detail types`);
      all.push(await exportCatalog(catalog, format, onCompiled));
    }
  } catch (error) {
    if (error instanceof ExportError) throw new OperationError(error.message, { cause: error });
    throw error;
  } finally {
    progress.finish();
  }
  return {
    files: all.flatMap(({ files }) => files),
    problems: all.flatMap(({ problems }) => problems),
  };
}

function printOnlyFile({ files, problems }: CatalogExport, terminal: Terminal): number {
  const [file, second] = files;
  if (file === undefined || second !== undefined) {
    throw new InputError(
      `--output -: the export has ${files.length} files, and only one can be printed; give --output FOLDER`,
    );
  }
  terminal.output.write(file.text);
  for (const problem of problems) terminal.errorOutput.write(`not exported: ${problem}\n`);
  return problems.length === 0 ? 0 : 1;
}

function asProblem(folder: string): (error: unknown) => never {
  return (error) => {
    const isOfFile = Error.isError(error) && 'syscall' in error;
    if (!isOfFile) throw error;
    throw new OperationError(`--output ${folder}: ${fileProblem(error)}`, { cause: error });
  };
}

function summaryLines(summary: {
  readonly partnerName: string;
  readonly detailTypes: number;
  readonly folder: string;
  readonly files: readonly string[];
  readonly problems: readonly string[];
}): readonly string[] {
  const { partnerName, detailTypes, folder, files, problems } = summary;
  const top = Map.groupBy(files, (file) => (file.includes('/') ? `${file.split('/')[0]}/` : file));
  return [
    `${detailTypes} detail type${detailTypes === 1 ? '' : 's'} of ${partnerName} in ${folder}`,
    ...Array.from(
      top,
      ([name, own]) => `  ${name}${name.endsWith('/') ? ` (${own.length} files)` : ''}`,
    ),
    ...problems.map((problem) => `not exported: ${problem}`),
  ];
}
