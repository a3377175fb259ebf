import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installApart, InstallError } from '../../../tools/install/install-apart.ts';

let folder: string;
let lines: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'install-apart-'));
  lines = [];
  await writeFile(join(folder, 'package-lock.json'), '{"lock":1}');
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** Puts a program in npm's place, as the lines of a shell script. */
async function replaceNpm(...script: readonly string[]): Promise<void> {
  await writeFile(npm(), ['#!/bin/sh', ...script].join('\n'), { mode: 0o755 });
}

const npm = () => join(folder, 'npm');

async function install(): Promise<void> {
  const packages = { folder, name: 'tools/some', reason: 'only tests need them' };
  await installApart(packages, (one) => lines.push(one), npm());
}

const line = 'installing the packages of tools/some (npm ci): only tests need them';
const installs = ['mkdir -p node_modules', 'echo "$@" >> calls'];

test('npm ci runs in the folder, and a line says why', async () => {
  await replaceNpm(...installs);
  await install();

  expect(lines).toEqual([line]);
  expect(await readFile(join(folder, 'calls'), 'utf8')).toBe('ci --loglevel=error\n');
});

test('what is installed is not installed again, until its lock changes', async () => {
  await replaceNpm(...installs);
  await install();
  await install();

  expect(lines).toEqual([line]);

  await writeFile(join(folder, 'package-lock.json'), '{"lock":2}');
  await install();

  expect(lines).toEqual([line, line]);
});

test('a failure is one line, which has the first that npm says', async () => {
  await replaceNpm(
    'echo "npm error code ENOTFOUND" >&2',
    'echo "npm error network request to the registry failed" >&2',
    'echo "npm error network This is a problem related to network connectivity." >&2',
    'exit 7',
  );

  await expect(install()).rejects.toEqual(
    new InstallError(
      'tools/some: its packages are not installed, and only tests need them: npm ci ended with 7, network request to the registry failed',
    ),
  );
});

test('what was not installed to its end is installed again', async () => {
  await replaceNpm('mkdir -p node_modules', 'exit 1');
  await expect(install()).rejects.toThrow('npm ci ended with 1, silently');
  await replaceNpm(...installs);
  await install();

  expect(lines).toEqual([line, line]);
});

test('without npm nothing is installed', async () => {
  await expect(install()).rejects.toThrow(/npm does not start, Error: spawn .*npm ENOENT$/);
});
