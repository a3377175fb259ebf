import { productRooms, rooms } from './rooms.ts';

const head = '| Folder | What it is | Imports |';

/** The table of rooms of docs/architecture.md, in Markdown that is yet to be laid out. */
export function roomTable(): string {
  const rows = rooms.map(
    ({ path, what, imports }) => `| \`${path}\` | ${what} | ${names(imports)} |`,
  );
  return [head, '| --- | --- | --- |', ...rows].join('\n');
}

function names(imports: readonly string[]): string {
  if (imports.length === 0) return 'nothing';
  if (imports.length === rooms.length - 1) return 'everything';
  // Rooms that may import all of the product name it so.
  const isWhole = productRooms.every((path) => imports.includes(path));
  const alone = isWhole ? imports.filter((path) => !productRooms.includes(path)) : imports;
  return [...alone.map((path) => `\`${path}\``), ...(isWhole ? ['the product'] : [])].join(', ');
}

/** A document with the table of rooms in the place of the one that it has. Throws if it has none. */
export function withRoomTable(document: string): string {
  const table = /^\| Folder .*\n(?:\|.*\n)*/m;
  if (!table.test(document)) throw new Error('there is no table of rooms');
  return document.replace(table, () => `${roomTable()}\n`);
}
