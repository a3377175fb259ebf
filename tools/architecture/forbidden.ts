import { posix } from 'node:path';
import { rooms, type Room } from './rooms.ts';

/** The innermost room that a file of the project is in. */
export function roomOf(file: string): Room | undefined {
  return rooms
    .filter(({ path }) => file === path || isInside(file, path))
    .toSorted((a, b) => b.path.length - a.path.length)[0];
}

/** Whether a room may import another one. */
export function mayImport({ path, imports }: Room, other: string): boolean {
  return other === path || imports.includes(other);
}

/**
 * Whether a room can have no folders: it may not import the room around it, and in a folder the specifier
 * of such an import would look like that of its own files.
 */
export function isFlat(room: Room): boolean {
  return rooms.some(({ path }) => isInside(room.path, path) && !mayImport(room, path));
}

/**
 * What the linter refuses of the specifiers of a room's imports, as the patterns of gitignore: a later one
 * overrules an earlier one, so a room comes after the one around it.
 */
export function forbiddenSpecifiers(room: Room): readonly string[] {
  const isForbidden = (path: string) => !mayImport(room, path);
  const forbidden = targetsOf(room).flatMap((path) => {
    if (!mayImport(room, path)) return specifiersOf(room, path);
    const outer = rooms.find((one) => isInside(path, one.path) && isForbidden(one.path));
    return outer === undefined ? [] : specifiersOf(room, path).map((pattern) => `!${pattern}`);
  });
  return [...forbidden, ...namesakesFor(room).map((pattern) => `!${pattern}`)];
}

/** Folders of rooms that a room may import which have the name of a room that it may not import. */
function namesakesFor(room: Room): readonly string[] {
  const forbidden = new Set(
    rooms.filter(({ path }) => !mayImport(room, path)).map(({ path }) => posix.basename(path)),
  );
  return rooms
    .filter(({ path }) => path !== room.path && mayImport(room, path))
    .flatMap(({ path, folders = [] }) => folders.map((folder) => ({ path, folder })))
    .filter(({ folder }) => forbidden.has(folder))
    .flatMap(({ path, folder }) => specifiersOf(room, `${path}/${folder}`));
}

/** The other rooms; a folder at the root of which a room may import nothing covers all that is in it. */
function targetsOf(room: Room): readonly string[] {
  const folders = new Set(rooms.map(({ path }) => path.split('/')[0] ?? path));
  return [...folders].flatMap((folder) => {
    const inside = rooms
      .map(({ path }) => path)
      .filter((path) => path === folder || isInside(path, folder));
    const isClosed = !isInside(room.path, folder) && !inside.some((path) => mayImport(room, path));
    if (isClosed) return [folder];
    return inside
      .filter((path) => path !== room.path)
      .toSorted((a, b) => a.split('/').length - b.split('/').length);
  });
}

/** The specifiers by which a file of a room reaches another room. */
function specifiersOf({ path: from }: Room, to: string): readonly string[] {
  const way = posix.relative(isFile(from) ? posix.dirname(from) : from, to);
  // The room around this one: its other rooms.
  if (way === '..') return ['../[!.]*', '../[!.]*/**'];
  const rest = way.replace(/^(?:\.\.\/)+/, '');
  const end = isFile(rest) ? rest : `${rest}/**`;
  return [...(way.startsWith('../') ? [] : [`./${end}`]), `../**/${end}`];
}

function isInside(path: string, folder: string): boolean {
  return path.startsWith(`${folder}/`);
}

function isFile(path: string): boolean {
  return path.endsWith('.ts');
}
