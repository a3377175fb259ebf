import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readmeExample } from '../../emulator/readme-examples.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../../..');
const emulator = join(root, 'emulator');
const tsc = join(root, 'node_modules/.bin/tsc');

let folder: string;
let installed: string;
let packed: { size: number; files: { path: string; size: number }[] };

/** Packs the emulator and installs it in an empty folder, as its users do; without the network. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'emulator-package-'));
  installed = join(folder, 'node_modules/eventbridge-partner-emulator');
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder], {
    cwd: emulator,
  });
  const answer: unknown = JSON.parse(stdout.slice(stdout.indexOf('[\n')));
  [packed] = answer as [typeof packed];
  const [file = ''] = readdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{"private":true,"type":"module"}');
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', `./${file}`], {
    cwd: folder,
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Type-checks a file that is put into the folder. */
async function checkTypes(name: string, text: string, ...options: string[]): Promise<string> {
  writeFileSync(join(folder, name), text);
  const strict = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2022'];
  const args = ['--ignoreConfig', ...strict, ...options, name];
  const { stdout } = await run(tsc, args, { cwd: folder }).catch((error) => error);
  return stdout;
}

describe('the package', () => {
  test('has no dependencies, and nothing but what its users need', () => {
    const { dependencies, private: isPrivate } = JSON.parse(
      readFileSync(join(installed, 'package.json'), 'utf8'),
    );
    const paths = packed.files.map(({ path }) => path);

    expect([dependencies, isPrivate]).toEqual([undefined, undefined]);
    expect(
      readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.')),
    ).toEqual(['eventbridge-partner-emulator']);
    expect(paths).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'package.json']));
    for (const path of paths) {
      expect(path).toMatch(
        /^(?:LICENSE|README\.md|package\.json|dist\/(?:[\w-]+\.js|THIRD-PARTY-LICENSES\.txt|types\/[\w/-]+\.d\.ts))$/u,
      );
    }
  });

  test('is small: 250 kB to download, and 800 kB on the disk', () => {
    expect(packed.size).toBeLessThan(250_000);
    expect(packed.files.reduce((sum, { size }) => sum + size, 0)).toBeLessThan(800_000);
  });

  test('names the licences of the code that is in it, and has its own', () => {
    const others = readFileSync(join(installed, 'dist/THIRD-PARTY-LICENSES.txt'), 'utf8');

    expect(readFileSync(join(installed, 'LICENSE'), 'utf8')).toBe(
      readFileSync(join(root, 'LICENSE'), 'utf8'),
    );
    expect(others).toMatch(/^valibot 1\./mu);
    expect(others).toMatch(/^preact \d/mu);
    expect(others).toContain('Permission is hereby granted, free of charge');
  });

  test('has a program that starts, and serves the page', async () => {
    const program = join(folder, 'node_modules/.bin/eventbridge-partner-emulator');
    const child = spawn(program, ['--port', '0']);
    try {
      const [line]: unknown[] = await once(createInterface(child.stdout), 'line');
      const url = /http:\S+/u.exec(String(line))?.[0] ?? '';
      const page = await fetch(url);
      const script = await fetch(`${url}/_emulator/page/page.js`);

      expect(await page.text()).toContain('<title>EventBridge partner emulator</title>');
      expect((await script.text()).length).toBeGreaterThan(10_000);
    } finally {
      child.kill('SIGTERM');
      await once(child, 'close');
    }
    expect(child.exitCode).toBe(0);
  });
});

const controls = `
import { startEmulator, type Emulator, type EmulatorOptions, type SavedState } from 'eventbridge-partner-emulator';
export async function use(options: EmulatorOptions): Promise<SavedState> {
  await using emulator: Emulator = await startEmulator(options);
  const names: string[] = emulator.received({ limit: 1 }).map(({ event }) => event['detail-type']);
  const time: Date = emulator.advanceClock(names.length);
  emulator.faults({ latencyMs: 1, sourceErrors: [{ source: 's', errorCode: 'E' }], operations: ['PutEvents'] });
  // @ts-expect-error -- no such fault
  emulator.faults({ latency: 1 });
  // @ts-expect-error -- no such operation
  emulator.faults({ operations: ['PutEvent'] });
  const state: string = emulator.sources()[0]?.state ?? 'none';
  emulator.setClock(time);
  emulator.reset();
  return emulator.save({ received: state === 'ACTIVE' });
}`;

describe('its types', () => {
  test('are complete: they need no other package, and a wrong call is an error', async () => {
    const lib = ['--lib', 'es2022,esnext.disposable', '--types', ''];

    expect(await checkTypes('controls.ts', controls, ...lib)).toBe('');
  });

  test('fit the README’s example, which passes', async () => {
    for (const scope of ['@aws-sdk', '@types']) {
      symlinkSync(join(root, 'node_modules', scope), join(folder, 'node_modules', scope));
    }
    const example = readmeExample('ts');

    expect(await checkTypes('first.test.ts', example, '--skipLibCheck', '--types', 'node')).toBe(
      '',
    );
    const { stdout } = await run(
      process.execPath,
      ['--test', '--test-reporter=tap', 'first.test.ts'],
      {
        cwd: folder,
        // Otherwise the child takes itself for a part of another run.
        env: { ...process.env, NODE_TEST_CONTEXT: undefined, NODE_OPTIONS: undefined },
      },
    );
    expect(stdout).toMatch(/^# pass 1$/mu);
  });
});
