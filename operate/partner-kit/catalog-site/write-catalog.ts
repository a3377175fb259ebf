import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CatalogError } from '../../../lambdas/registration/catalog-files.ts';
import type { Catalog, DescribedDetailType } from '../../../lambdas/ports/catalog.ts';
import { fileProblem } from '../../../terminal/json-file.ts';
import { indexMarkdown, typeMarkdown } from './catalog-markdown.ts';
import {
  documentedType,
  layOut,
  type DocumentedStage,
  type DocumentedType,
} from './documented-type.ts';
import { fileNames } from './file-names.ts';
import { indexPage, type CatalogLine } from './index-page.ts';
import { removeEarlier } from './remove-earlier.ts';
import { typePage } from './type-page.ts';

/** What was written of a catalogue. */
export interface WrittenCatalog {
  readonly types: number;
  readonly samples: number;
  /** A line for each detail type that could not be read; it is in no list. */
  readonly problems: readonly string[];
}

/**
 * Writes the catalogue as a site and as Markdown: `index.html`, `catalog.md`, and the files of the types in
 * `types/` and `samples/`. One detail type at a time is in memory. What an earlier run wrote of types that are
 * no longer there is removed.
 */
export async function writeCatalog(
  catalog: Catalog,
  folder: string,
  stage: DocumentedStage,
): Promise<WrittenCatalog> {
  await Promise.all(foldersOf.map((name) => mkdir(join(folder, name), { recursive: true })));
  const names = fileNames(catalog.list().map(({ detailType }) => detailType));
  const lines: CatalogLine[] = [];
  const problems: string[] = [];
  const written = new Set<string>();
  let samples = 0;
  for (const [detailType, fileName] of names) {
    const type = await readType(catalog, detailType);
    if (typeof type === 'string') {
      problems.push(type);
      continue;
    }
    const files = filesOf(documentedType(type, fileName, stage), stage.partnerName);
    for (const { name, text } of files) {
      await writeFile(join(folder, name), text);
      written.add(name);
    }
    samples += type.samples.length;
    lines.push({ detailType, description: type.description, fileName });
  }
  await writeFile(join(folder, 'index.html'), indexPage(lines, stage.partnerName));
  await writeFile(join(folder, 'catalog.md'), indexMarkdown(lines, stage.partnerName));
  await removeEarlier(folder, written);
  return { types: lines.length, samples, problems };
}

const foldersOf = ['types', 'samples'] as const;

/** A detail type, or why it cannot be read. */
async function readType(
  catalog: Catalog,
  detailType: string,
): Promise<DescribedDetailType | string> {
  try {
    return (await catalog.find(detailType)) ?? `the catalogue no longer has ${detailType}`;
  } catch (error) {
    if (error instanceof CatalogError) return error.message;
    return `the file of ${detailType}: ${fileProblem(error)}`;
  }
}

interface CatalogFile {
  /** From the catalogue's folder. */
  readonly name: string;
  readonly text: string;
}

function filesOf(type: DocumentedType, partnerName: string): readonly CatalogFile[] {
  const { fileName, samples } = type;
  return [
    { name: `types/${fileName}.html`, text: typePage(type, partnerName) },
    { name: `types/${fileName}.md`, text: typeMarkdown(type, partnerName) },
    ...samples.map((sample, index) => ({
      name: `samples/${fileName}-${index + 1}.json`,
      text: `${layOut(sample)}\n`,
    })),
  ];
}
