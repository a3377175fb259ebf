import { beforeAll, describe, expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { roomTable } from '../../../tools/architecture/document-table.ts';
import { isFlat, mayImport, roomOf } from '../../../tools/architecture/forbidden.ts';
import { roomRules } from '../../../tools/architecture/lint-rules.ts';
import { productRooms, rooms } from '../../../tools/architecture/rooms.ts';
import { codeFiles, importsOf, root } from './imports.ts';
import { plantImports, type PlantedImport } from './planted-imports.ts';
import { refusedLines, type PlantedFile } from './refused-lines.ts';

function readJson(file: string) {
  return JSON.parse(readFileSync(join(root, file), 'utf8'));
}

describe('what `npm run architecture` writes is as the table has it', () => {
  test('the lint rules', () => {
    expect(readJson('.oxlintrc.rooms.json')).toEqual(roomRules());
  });

  test('the table of docs/architecture.md', () => {
    const document = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
    const [table = ''] = /^\| Folder .*\n(?:\|.*\n)*/m.exec(document) ?? [];

    expect(cellsOf(table)).toEqual(cellsOf(roomTable()));
  });
});

test('the layers of docs/architecture.md are all rooms of the product, and every arrow leads down', () => {
  const document = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
  const layers = [...document.matchAll(/^\d+\. (.*)$/gm)].map(([, line = '']) =>
    [...line.matchAll(/`([^`]+)`/g)].map(([, path]) => path!),
  );
  const layerOf = (path: string) =>
    layers.findIndex((layer) => layer.includes(path.startsWith('web/') ? 'web' : path));
  const inLayers = rooms.filter(({ path }) => path === 'bin' || productRooms.includes(path));

  expect(inLayers.filter(({ path }) => layerOf(path) < 0)).toEqual([]);
  for (const { path, imports } of inLayers) {
    const wrong = imports.filter((to) => layerOf(to) <= layerOf(path));
    expect([path, wrong]).toEqual([path, []]);
  }
});

/** The cells of a table, however it is laid out. */
function cellsOf(table: string): readonly (readonly string[])[] {
  const rows = table.trim().split('\n');
  return rows.map((row) => row.split('|').map((cell) => cell.trim().replace(/^-+$/, '-')));
}

test('the linter uses these rules, and no others replace them', () => {
  const { extends: bases, ...config } = readJson('.oxlintrc.json');

  expect(bases).toEqual(['./.oxlintrc.rooms.json']);
  // Of several overrides of a rule, only the last one that a file matches applies.
  for (const rule of ['no-restricted-', 'no-require-imports'])
    expect(JSON.stringify(config)).not.toContain(rule);
});

describe('the table', () => {
  test('has no room that does not exist, and no arrow to one', () => {
    const paths = rooms.map(({ path }) => path);

    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    expect(rooms.flatMap(({ imports }) => imports).filter((one) => !paths.includes(one))).toEqual(
      [],
    );
    expect(new Set(paths).size).toBe(paths.length);
  });

  test('has a room for each file of code, the configuration at the root apart', () => {
    const homeless = codeFiles().filter((file) => roomOf(file) === undefined);

    expect(homeless.filter((file) => file.includes('/'))).toEqual([]);
  });

  test('has no folders in the rooms in which there can be none', () => {
    const flat = new Set(rooms.filter(isFlat).map(({ path }) => path));

    expect(codeFiles().filter((file) => flat.has(dirname(dirname(file))))).toEqual([]);
  });

  test('has arrows that point one way: no room of the product or its tools leads back to itself', () => {
    const withoutTests = rooms.filter(({ path }) => !path.startsWith('test'));
    for (const { path, imports } of withoutTests) {
      const reached = new Set(imports);
      for (const one of reached) {
        for (const next of rooms.find((room) => room.path === one)?.imports ?? []) {
          reached.add(next);
        }
      }
      expect([path, reached.has(path)]).toEqual([path, false]);
    }
  });

  test('lets nothing of the product know tools or tests, and no tool know tests', () => {
    for (const { path, imports } of rooms) {
      if (path.startsWith('test')) continue;
      const isTool = path.startsWith('tools/');
      const wrong = imports.filter(
        (one) => one.startsWith('test') || (!isTool && one.startsWith('tools/')),
      );
      expect([path, wrong]).toEqual([path, []]);
    }
  });
});

test('no file imports what its room may not, whatever the linter says', () => {
  const wrong = codeFiles().flatMap((file) => {
    const room = roomOf(file);
    if (room === undefined) return [];
    return importsOf(file)
      .filter((to) => {
        const other = roomOf(to);
        return other !== undefined && !mayImport(room, other.path);
      })
      .map((to) => `${file} -> ${to}`);
  });

  expect(wrong).toEqual([]);
});

test('every arrow between rooms of the product is used by an import', () => {
  const used = new Set(
    codeFiles().flatMap((file) =>
      importsOf(file).map((to) => `${roomOf(file)?.path} -> ${roomOf(to)?.path}`),
    ),
  );
  const arrows = rooms
    .filter(({ path }) => !path.startsWith('test') && !path.startsWith('tools/'))
    .flatMap(({ path, imports }) => imports.map((to) => `${path} -> ${to}`));

  expect(arrows.filter((arrow) => !used.has(arrow))).toEqual([]);
});

const importLines = [
  "import { a } from './other.ts';",
  "import type { T } from '../lambdas/domain/json.ts';",
  "export * from '../../lambdas/domain/json.ts';",
  "import * as v from 'valibot';",
  "await import('node:fs');",
];
const requireLines = ["import a = require('./other.ts');", "const b = require('./other.ts');"];
const dependentLines = [
  'new Date();',
  'Date();',
  'Date.now();',
  'Math.random();',
  'globalThis.process;',
  'process.env;',
  'setImmediate(f);',
  'setTimeout(f);',
  'performance.now();',
  'crypto.randomUUID();',
  'fetch(url);',
  'console.log(1);',
];

describe('the linter', () => {
  const packages = [
    'node:fs',
    'fs',
    'path',
    'fs/promises',
    '@jest/globals',
    'valibot',
    'valibot/more',
    'preact/hooks',
    '@aws-sdk/client-sqs',
    '@smithy/core',
    '@aws-lambda-powertools/logger',
    'aws-cdk-lib',
    'aws-cdk-lib/aws-sqs',
    'constructs',
    'aws-lambda',
  ];
  const inNoRoom = [
    'lambdas/new.ts',
    'lambdas/refunds/new.ts',
    'tools/new-tool/new.ts',
    'new/new.ts',
  ];
  const deterministicPaths = rooms
    .filter(({ isDeterministic }) => isDeterministic)
    .map(({ path }) => path);
  const plantedFiles: Readonly<Record<string, PlantedFile>> = Object.fromEntries([
    ...inNoRoom.map((file) => [`${file}: imports`, { file, lines: importLines }]),
    ...rooms.map(({ path }) => [
      `${path}: require`,
      { file: path.endsWith('.ts') ? path : `${path}/requiring.ts`, lines: requireLines },
    ]),
    ...deterministicPaths.flatMap((path) => [
      [`${path}: dependent`, { file: `${path}/dependent.ts`, lines: dependentLines }],
      [`${path}: independent`, { file: `${path}/independent.ts`, lines: ['new Date(1);'] }],
    ]),
  ]);
  let planted: readonly PlantedImport[];
  let refused: ReadonlySet<string>;
  // The linter starts once for all files: its start takes longer than they do.
  beforeAll(() => {
    planted = plantImports(packages);
    refused = refusedLines(Object.values(plantedFiles));
  });

  /** The lines of a planted file that the linter lets pass. */
  function acceptedIn(name: string): readonly string[] {
    const { file, lines } = plantedFiles[name]!;
    return lines.filter((_, index) => !refused.has(`${file}:${index + 1}`));
  }

  test.each(rooms.map((room) => [room.path, room] as const))(
    'refuses every import of %s that is no arrow of the table, and no other',
    (_, room) => {
      const own = planted.filter((one) => one.room === room);
      const isRight = ({ to, isRefused }: PlantedImport) => {
        const isForbidden = packages.includes(to)
          ? room.packages?.includes(to) === false
          : !mayImport(room, to);
        return isRefused === isForbidden;
      };

      expect(own.length).toBeGreaterThan(rooms.length);
      expect(own.filter((one) => !isRight(one)).map(({ line }) => line)).toEqual([]);
    },
  );

  test.each(inNoRoom)('refuses every import of %s, which is in no room', (file) => {
    expect(acceptedIn(`${file}: imports`)).toEqual([]);
  });

  test.each(rooms.map(({ path }) => path))('refuses `require` in %s', (path) => {
    expect(acceptedIn(`${path}: require`)).toEqual([]);
  });

  test.each(deterministicPaths)('refuses in %s what depends on more than arguments', (path) => {
    expect(acceptedIn(`${path}: dependent`)).toEqual([]);
    expect(acceptedIn(`${path}: independent`)).toEqual(['new Date(1);']);
  });
});
