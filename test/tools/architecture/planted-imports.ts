import { posix } from 'node:path';
import { isFlat } from '../../../tools/architecture/forbidden.ts';
import { rooms, type Room } from '../../../tools/architecture/rooms.ts';
import { refusedLines } from './refused-lines.ts';

/** An import that was planted in a file of a room, and whether the linter refused it. */
export interface PlantedImport {
  readonly room: Room;
  /** Of a room, or the name of a package. */
  readonly to: string;
  readonly line: string;
  readonly isRefused: boolean;
}

const forms = [
  (to: string, name: string) => `import { ${name} } from '${to}';`,
  (to: string, name: string) => `import type { T${name} } from '${to}';`,
  (to: string, name: string) => `export { a as again${name} } from '${to}';`,
  (to: string) => `export * from '${to}';`,
  (to: string) => `await import('${to}');`,
];

/** Files of a room: beside each other, and deeper. */
function filesOf(room: Room): readonly string[] {
  const { path } = room;
  if (path.endsWith('.ts')) return [path];
  return [`${path}/planted.ts`, ...(isFlat(room) ? [] : [`${path}/deep/planted.ts`])];
}

/** Plants imports of every room and of some packages into every room, and asks the linter. */
export function plantImports(packages: readonly string[]): readonly PlantedImport[] {
  const planted = rooms.flatMap((room) =>
    filesOf(room).map((file) => ({ room, file, imports: linesOf(room, file, packages) })),
  );
  const refused = refusedLines(
    planted.map(({ file, imports }) => ({ file, lines: imports.map(({ line }) => line) })),
  );
  return planted.flatMap(({ room, file, imports }) =>
    imports.map(({ to, line }, index) => ({
      room,
      to,
      line: `${file}: ${line}`,
      isRefused: refused.has(`${file}:${index + 1}`),
    })),
  );
}

function linesOf(room: Room, file: string, packages: readonly string[]) {
  const others = rooms.filter(({ path }) => path !== room.path);
  const specifiers = [
    ...others.flatMap((other) =>
      filesOf(other).map((to) => ({ to: other.path, specifier: way(file, to) })),
    ),
    ...packages.map((name) => ({ to: name, specifier: name })),
  ];
  return specifiers.flatMap(({ to, specifier }, index) =>
    forms.map((form) => ({ to, line: form(specifier, `a${index}`) })),
  );
}

function way(from: string, to: string): string {
  const relative = posix.relative(posix.dirname(from), to);
  return relative.startsWith('.') ? relative : `./${relative}`;
}
