import { productRooms, functionRooms, rooms } from './rooms.ts';

const head = '| Folder | What it is | Imports |';

/** Rooms that the table names together where a room may import them all. */
const groups: readonly { readonly name: string; readonly paths: readonly string[] }[] = [
  { name: 'the product', paths: productRooms },
  { name: 'all of `lambdas`', paths: functionRooms },
];

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
  const group = groups.find(({ paths }) => paths.every((path) => imports.includes(path)));
  const alone = imports.filter((path) => group?.paths.includes(path) !== true);
  const grouped = group === undefined ? [] : [group.name];
  return [...alone.map((path) => `\`${path}\``), ...grouped].join(', ');
}

/** A document with the table of rooms in place of the one that it has. Throws if it has none. */
export function withRoomTable(document: string): string {
  const table = /^\| Folder .*\n(?:\|.*\n)*/m;
  if (!table.test(document)) throw new Error('there is no table of rooms');
  return document.replace(table, () => `${roomTable()}\n`);
}
