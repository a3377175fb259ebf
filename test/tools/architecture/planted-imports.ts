import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { isFlat } from '../../../tools/architecture/forbidden.ts';
import { roomRules } from '../../../tools/architecture/lint-rules.ts';
import { rooms, type Room } from '../../../tools/architecture/rooms.ts';
import { root } from './imports.ts';

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
  const folder = mkdtempSync(join(tmpdir(), 'rooms-'));
  try {
    const planted = rooms.flatMap((room) =>
      filesOf(room).map((file) => ({ room, file, lines: linesOf(room, file, packages) })),
    );
    // No rule but those of the rooms, by the way that the project's own configuration has them.
    writeFileSync(join(folder, '.oxlintrc.json'), JSON.stringify(configuration));
    writeFileSync(join(folder, '.oxlintrc.rooms.json'), JSON.stringify(roomRules()));
    for (const { file, lines } of planted) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), lines.map(({ line }) => line).join('\n'));
    }
    const refused = refusedLines(folder);
    return planted.flatMap(({ room, file, lines }) =>
      lines.map(({ to, line }, index) => ({
        room,
        to,
        line: `${file}: ${line}`,
        isRefused: refused.has(`${file}:${index + 1}`),
      })),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const configuration = {
  extends: ['./.oxlintrc.rooms.json'],
  plugins: [],
  categories: { correctness: 'off' },
};

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

interface Finding {
  readonly filename: string;
  /** None where a file cannot be read. */
  readonly code?: string;
  readonly labels: readonly { readonly span: { readonly line: number } }[];
}

function refusedLines(folder: string): ReadonlySet<string> {
  const oxlint = join(root, 'node_modules/oxlint/bin/oxlint');
  const { stdout, stderr } = spawnSync(process.execPath, [oxlint, '--format', 'json'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 100_000_000,
  });
  if (!stdout.startsWith('{')) throw new Error(`the linter failed: ${stdout}${stderr}`);
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: readonly Finding[] };
  const others = diagnostics.filter(({ code }) => code?.includes('no-restricted-imports') !== true);
  if (others.length > 0)
    throw new Error(`the linter found something else: ${JSON.stringify(others[0])}`);
  return new Set(diagnostics.map(({ filename, labels }) => `${filename}:${labels[0]?.span.line}`));
}
