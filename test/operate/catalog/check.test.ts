import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { runCheck } from '../../../operate/catalog/run-check.ts';
import { fakeTerminal } from '../support/fake-terminal.ts';
import { writeCatalog } from './support/write-catalog.ts';

const push = { type: 'object', properties: { ref: { type: 'string' } } };
const without = { type: 'object', properties: {} };

let folder: string;
let catalog: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'catalog-check-test-'));
  catalog = join(folder, 'catalog');
  await writeCatalog(catalog, { push });
});
afterEach(() => rm(folder, { recursive: true }));

async function run(...args: readonly string[]) {
  const { terminal, written } = fakeTerminal();
  const code = await runCheck(['--catalog', catalog, ...args], terminal);
  return { code, lines: written().trimEnd().split('\n') };
}

function git(...args: readonly string[]): void {
  const names = ['-c', 'user.name=A', '-c', 'user.email=a@example.com'];
  execFileSync('git', ['-C', folder, ...names, ...args], { stdio: 'ignore' });
}

function commit(): void {
  git('add', '.');
  git('commit', '-m', 'A version');
}

describe('fanout catalog check, of the catalogue alone', () => {
  it('finds nothing in a good one', async () => {
    expect(await run()).toEqual({ code: 0, lines: ['1 detail type checked: 0 wrong'] });
  });

  it('finds nothing wrong in the catalogue of the demonstration, and says that it is long', async () => {
    const { terminal, written } = fakeTerminal();

    expect(await runCheck([], terminal)).toBe(0);
    expect(written()).toMatch(
      /^warning: there are 161 detail types, and AWS expects 15 at most\n161 .* 0 wrong\n$/,
    );
  });

  it.each([
    [
      'a schema that is not valid',
      { type: 'objekt' },
      {},
      /^wrong: push: the schema is not valid: /,
    ],
    [
      'a keyword that nobody knows',
      { requird: [] },
      {},
      /^wrong: push: .*unknown keyword: "requird"/,
    ],
    [
      'a sample that does not match',
      push,
      { ref: 1 },
      /^wrong: push: sample 1: \/ref must be string$/,
    ],
  ])('finds %s', async (_, schema, sample, line) => {
    await writeCatalog(catalog, { push: schema }, { push: [sample] });
    const { code, lines } = await run();

    expect(code).toBe(1);
    expect(lines[0]).toMatch(line);
  });

  it('finds a file that cannot be read, and one that is not listed', async () => {
    await writeFile(join(catalog, 'detail-types', 'push.json'), '{');
    await writeFile(join(catalog, 'detail-types', 'other.json'), '{}');
    const { lines } = await run();

    expect(lines).toEqual([
      'wrong: detail-types/other.json: is not in index.json',
      expect.stringMatching(/^wrong: .*push\.json: is not JSON/),
      '0 detail types checked: 2 wrong',
    ]);
  });
});

const earlier = () => join(folder, 'earlier');

describe('fanout catalog check --against', () => {
  beforeEach(() => writeCatalog(earlier(), { push }));

  it('a folder names each change with what it does to customers, and fails for one that breaks', async () => {
    await writeCatalog(catalog, { push: without, pull: push });

    expect(await run('--against', earlier())).toEqual({
      code: 1,
      lines: [
        '2 detail types checked: 0 wrong',
        'compatible: pull is new (nobody consumes it yet)',
        'breaking: push /ref is gone (consumers may read it, and rules match it)',
        `compared with ${earlier()}: 2 changes, 1 breaking`,
      ],
    });
  });

  it('takes a break that was accepted by --allow', async () => {
    await writeCatalog(catalog, { push: without });
    const { code, lines } = await run('--against', earlier(), '--allow', 'push:/ref');

    expect(code).toBe(0);
    expect(lines[1]).toMatch(/^accepted: push \/ref is gone/);
  });

  it('takes a break that accepted-breaks.json lists, and not another', async () => {
    await writeCatalog(catalog, { push: without });
    const list = (path: string) =>
      writeFile(
        join(catalog, 'accepted-breaks.json'),
        JSON.stringify([{ detailType: 'push', path, reason: 'Nobody used it.' }]),
      );

    await list('/ref');
    expect((await run('--against', earlier())).code).toBe(0);
    await list('/re');
    expect((await run('--against', earlier())).code).toBe(1);
  });

  it('fails for a detail type that is gone, until that is accepted', async () => {
    await writeCatalog(catalog, { pull: push });

    expect((await run('--against', earlier())).lines).toContain(
      'breaking: push the detail type is gone (rules that match it get nothing more)',
    );
    expect((await run('--against', earlier(), '--allow', 'push:')).code).toBe(0);
  });

  it('a commit reads the catalogue from git', async () => {
    git('init', '--initial-branch', 'main');
    commit();
    await writeCatalog(catalog, { push: without });
    const { code, lines } = await run('--against', 'HEAD');

    expect(code).toBe(1);
    expect(lines.at(-1)).toBe('compared with HEAD: 1 change, 1 breaking');
  });

  it('base compares with the last tag, and without one with where the branch left main', async () => {
    git('init', '--initial-branch', 'main');
    commit();
    expect((await run('--against', 'base')).lines.at(-1)).toMatch(
      /^not compared: git has no earlier commit/,
    );

    git('tag', 'v1.0.0');
    git('checkout', '-b', 'change');
    await writeCatalog(catalog, { push: without });
    commit();
    expect((await run('--against', 'base')).lines.at(-1)).toBe(
      'compared with v1.0.0: 1 change, 1 breaking',
    );

    git('tag', '-d', 'v1.0.0');
    expect((await run('--against', 'base')).lines.at(-1)).toMatch(
      /^compared with [0-9a-f]{40}: 1 change, 1 breaking$/,
    );
  });

  it.each([
    [
      'what git does not have',
      ['--against', 'no-such-ref'],
      /^--against no-such-ref: is no folder/,
    ],
    [
      'what could be an option of git',
      ['--against=--output=x'],
      /^--against --output=x: is no folder/,
    ],
    ['an --allow without a path', ['--allow', 'push'], /^--allow must be DETAIL-TYPE:PATH/],
  ])('refuses %s in one line', async (_, args, reason) => {
    await expect(run(...args)).rejects.toThrow(reason);
  });

  it('prints JSON', async () => {
    const { terminal, json } = fakeTerminal();
    await runCheck(['--catalog', catalog, '--against', earlier(), '--json'], terminal);

    expect(json()).toEqual({ detailTypes: 1, errors: [], warnings: [], changes: [] });
  });
});
