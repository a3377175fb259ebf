import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { withRoomTable } from './document-table.ts';
import { roomRules } from './lint-rules.ts';

const root = join(import.meta.dirname, '../..');

await writeLaidOut(join(root, '.oxlintrc.rooms.json'), JSON.stringify(roomRules()));
const document = join(root, 'docs/architecture.md');
await writeLaidOut(document, withRoomTable(await readFile(document, 'utf8')));

async function writeLaidOut(file: string, text: string): Promise<void> {
  await writeFile(file, await format(text, { ...(await resolveConfig(file)), filepath: file }));
}
