import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { withRoomTable } from './document-table.ts';
import { roomRules } from './lint-rules.ts';

const root = join(import.meta.dirname, '../..');

/** A file, and what it must contain, laid out as Prettier does. */
export interface ArchitectureFile {
  /** From the root of the project. */
  readonly path: string;
  readonly text: string;
}

/** The files that follow from the table of rooms. */
export async function architectureFiles(): Promise<readonly ArchitectureFile[]> {
  const page = 'docs/architecture.md';
  return [
    await laidOut('.oxlintrc.rooms.json', JSON.stringify(roomRules())),
    await laidOut(page, withRoomTable(await readFile(join(root, page), 'utf8'))),
  ];
}

async function laidOut(path: string, text: string): Promise<ArchitectureFile> {
  const filepath = join(root, path);
  return { path, text: await format(text, { ...(await resolveConfig(filepath)), filepath }) };
}
