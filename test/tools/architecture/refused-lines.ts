import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { roomRules } from '../../../tools/architecture/lint-rules.ts';
import { root } from './imports.ts';

/** A file that is planted where there is nothing else. */
export interface PlantedFile {
  readonly file: string;
  readonly lines: readonly string[];
}

// No rule but those of the rooms, by the way that the project's own configuration has them.
const configuration = {
  extends: ['./.oxlintrc.rooms.json'],
  plugins: ['typescript'],
  categories: { correctness: 'off' },
};

const plugin = 'tools/architecture/no-current-time.ts';

/** The lines that the linter refuses in planted files, as `<file>:<number>`. */
export function refusedLines(planted: readonly PlantedFile[]): ReadonlySet<string> {
  const folder = mkdtempSync(join(tmpdir(), 'rooms-'));
  try {
    writeFileSync(join(folder, '.oxlintrc.json'), JSON.stringify(configuration));
    writeFileSync(join(folder, '.oxlintrc.rooms.json'), JSON.stringify(roomRules()));
    cpSync(join(root, plugin), join(folder, plugin));
    for (const { file, lines } of planted) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), lines.join('\n'));
    }
    return linesOf(findingsIn(folder));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface Finding {
  readonly filename: string;
  /** None where a file cannot be read. */
  readonly code?: string;
  readonly labels: readonly { readonly span: { readonly line: number } }[];
}

function findingsIn(folder: string): readonly Finding[] {
  const oxlint = join(root, 'node_modules/oxlint/bin/oxlint');
  const { stdout, stderr } = spawnSync(process.execPath, [oxlint, '--format', 'json'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 100_000_000,
  });
  if (!stdout.startsWith('{')) throw new Error(`the linter failed: ${stdout}${stderr}`);
  return (JSON.parse(stdout) as { diagnostics: readonly Finding[] }).diagnostics;
}

const ownRules =
  /no-restricted-(imports|globals|properties)|no-require-imports|architecture\(no-current-time\)/;

function linesOf(findings: readonly Finding[]): ReadonlySet<string> {
  const others = findings.filter(({ code }) => code === undefined || !ownRules.test(code));
  if (others.length > 0)
    throw new Error(`the linter found something else: ${JSON.stringify(others[0])}`);
  return new Set(findings.map(({ filename, labels }) => `${filename}:${labels[0]?.span.line}`));
}
