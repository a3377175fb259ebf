import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
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

  it('says that it has more detail types than AWS expects', async () => {
    const names = Array.from({ length: 16 }, (_, index) => `type-${index}`);
    await writeCatalog(catalog, Object.fromEntries(names.map((name) => [name, {}])));

    expect((await run()).lines).toEqual([
      'warning: there are 16 detail types, and AWS expects 15 at most',
      '16 detail types checked: 0 wrong',
    ]);
  });

  it.each([
    [
      'a schema that is not valid',
      { type: 'objekt' },
      {},
      /^wrong: detail-types\/push\.json: the schema is not valid: /,
    ],
    [
      'a keyword that nobody knows',
      { requird: [] },
      {},
      /^wrong: detail-types\/push\.json: .*unknown keyword: "requird"/,
    ],
    [
      'a sample that does not match',
      push,
      { ref: 1 },
      /^wrong: detail-types\/push\.json: sample 1: \/ref must be string$/,
    ],
    [
      'a sample without a member that is called like those of all objects',
      { type: 'object', properties: { toString: { type: 'string' } }, required: ['toString'] },
      {},
      /^wrong: detail-types\/push\.json: sample 1: must have required property 'toString'$/,
    ],
    [
      'a draft that is not 2020-12',
      { $schema: 'http://json-schema.org/draft-07/schema#', ...push },
      {},
      /^wrong: detail-types\/push\.json: schema\/\$schema must be https:/,
    ],
    [
      'what no export takes',
      { type: 'object', properties: { 'a/b': { $ref: '#name' } } },
      {},
      /^wrong: detail-types\/push\.json: schema\/properties\/a~1b\/\$ref "#name" is not taken/,
    ],
    [
      'what has no TypeScript type',
      { type: 'object', properties: { hasOwnProperty: { type: 'string' } } },
      {},
      /^wrong: detail-types\/push\.json: has no TypeScript type/,
    ],
  ])('finds %s', async (_, schema, sample, line) => {
    await writeCatalog(catalog, { push: schema }, { push: [sample] });
    const { code, lines } = await run();

    expect(code).toBe(1);
    expect(lines[0]).toMatch(line);
  });

  it.each<[string, object, object]>([
    [
      'alternatives that only require members',
      { ...push, anyOf: [{ required: ['ref'] }, { required: ['id'] }] },
      { ref: 'a' },
    ],
    ['a tuple of any length', { properties: { a: { prefixItems: [{ type: 'string' }] } } }, {}],
    ['a member called constructor', { properties: { constructor: { type: 'string' } } }, {}],
    [
      'thousands of members',
      { properties: Object.fromEntries(Array.from({ length: 3_000 }, (_, n) => [`m${n}`, true])) },
      {},
    ],
  ])('takes %s', async (_, schema, sample) => {
    await writeCatalog(catalog, { push: schema }, { push: [sample] });

    expect(await run()).toEqual({ code: 0, lines: ['1 detail type checked: 0 wrong'] });
  });

  it('finds files that cannot be read, and one that is not listed', async () => {
    await writeCatalog(catalog, { gone: push, marked: push, push, twice: push });
    const write = (name: string, text: string) =>
      writeFile(join(catalog, 'detail-types', name), text);
    await rm(join(catalog, 'detail-types', 'gone.json'));
    await write('marked.json', '\uFEFF{"schema": {}, "samples": [{}]}');
    await write('push.json', '{\r\n  "schema": {},,');
    await write('twice.json', '{"schema": {"title": "a", "title": "b"}, "samples": [{}]}');
    await write('other.json', '{}');
    await write('.DS_Store', '');
    const { lines } = await run();

    expect(lines).toEqual([
      'wrong: detail-types/other.json: is not in index.json',
      'wrong: detail-types/gone.json: no such file',
      'wrong: detail-types/marked.json: begins with a byte order mark: save it as UTF-8 without',
      'wrong: detail-types/push.json: line 2, column 16: is not JSON (property name expected)',
      'wrong: detail-types/twice.json: line 1, column 27: "title" is there twice',
      '0 detail types checked: 5 wrong',
    ]);
  });

  it('warns of names that differ in case alone, and of what is too large for the schema registry', async () => {
    await writeCatalog(catalog, { push, pull: { type: 'object', description: 'x'.repeat(1e5) } });
    const [one] = JSON.parse(await readFile(join(catalog, 'index.json'), 'utf8'));
    await writeFile(
      join(catalog, 'index.json'),
      JSON.stringify([one, { ...one, detailType: 'Push', file: 'pull.json' }]),
    );

    expect(await run()).toEqual({
      code: 0,
      lines: [
        'warning: Push, push: differ in case alone, and rules tell them apart',
        expect.stringMatching(/^warning: detail-types\/pull\.json: its schema has \d+ characters/),
        '2 detail types checked: 0 wrong',
      ],
    });
  });

  it('finds a reference of a member that a stub keeps to what a stub does not have', async () => {
    const properties = { ref: { $ref: '#/properties/name' }, name: { type: 'string' } };
    await writeCatalog(catalog, { push: { type: 'object', properties } });
    const [one] = JSON.parse(await readFile(join(catalog, 'index.json'), 'utf8'));
    await writeFile(join(catalog, 'index.json'), JSON.stringify([{ ...one, keptInStub: ['ref'] }]));

    expect((await run()).lines[0]).toMatch(
      /in the schema of a stub.*schema\/properties\/ref\/\$ref "#\/properties\/name" leads to no schema$/,
    );
  });

  it('names the place in an index that is no JSON', async () => {
    await writeFile(join(catalog, 'index.json'), '[\n  {"detailType": }\n]');

    await expect(run()).rejects.toThrow(/index\.json: line 2, column 18: is not JSON/);
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
    expect(await run('--against', earlier())).toMatchObject({
      code: 1,
      lines: expect.arrayContaining(['warning: push:/re is accepted, and nothing breaks there']),
    });
    await list('ref');
    await expect(run('--against', earlier())).rejects.toThrow(
      '[0].path must be a path such as /ref',
    );
  });

  it('fails for a detail type that is gone, until that is accepted', async () => {
    await writeCatalog(catalog, { pull: push });

    expect((await run('--against', earlier())).lines).toContain(
      'breaking: push the detail type is gone (rules that match it get nothing more)',
    );
    expect((await run('--against', earlier(), '--allow', 'push:')).code).toBe(0);
  });

  it('a folder does not take what cannot be read for gone, and names what cannot be read there', async () => {
    await writeFile(join(catalog, 'detail-types', 'push.json'), '{');
    expect((await run('--against', earlier())).lines.at(-1)).toMatch(/: 0 changes, 0 breaking$/);

    await rm(join(earlier(), 'detail-types'), { recursive: true });
    await expect(run('--against', earlier())).rejects.toThrow(
      `--against ${earlier()}: detail-types/push.json: no such file`,
    );
    await rm(earlier(), { recursive: true });
    await mkdir(earlier());
    await expect(run('--against', earlier())).rejects.toThrow(/^--against .*: no such file$/);
  });

  it('a commit reads the catalogue from git, also in a hook of another repository', async () => {
    git('init', '--initial-branch', 'main');
    commit();
    await writeCatalog(catalog, { push: without });
    process.env['GIT_DIR'] = join(folder, 'other');
    try {
      const { code, lines } = await run('--against', 'HEAD');

      expect(code).toBe(1);
      expect(lines.at(-1)).toBe('compared with HEAD: 1 change, 1 breaking');
    } finally {
      delete process.env['GIT_DIR'];
    }
  });

  it('base compares with the last tag, and without one with where the branch left the main branch', async () => {
    const lastLine = async () => (await run('--against', 'base')).lines.at(-1);
    expect(await lastLine()).toBe(`not compared: ${catalog} is in no git repository`);
    git('init', '--initial-branch', 'master');
    expect(await lastLine()).toBe('not compared: git has no commit yet');
    commit();
    expect(await lastLine()).toMatch(/^not compared: git has no earlier commit here/);

    git('tag', 'v1.0.0');
    git('checkout', '-b', 'change');
    await writeCatalog(catalog, { push: without });
    commit();
    expect((await run('--against', 'base')).lines.at(-1)).toBe(
      'compared with v1.0.0: 1 change, 1 breaking',
    );

    git('tag', '-d', 'v1.0.0');
    git('commit', '--allow-empty', '-m', 'Another');
    expect((await run('--against', 'base')).lines.at(-1)).toMatch(
      /^compared with [0-9a-f]{40}: 1 change, 1 breaking$/,
    );
  });

  it.each([
    [
      'what git does not have',
      ['--against', 'no-such-ref'],
      /^--against no-such-ref: is not a folder, and .* is in no git repository$/,
    ],
    [
      'what could be an option of git',
      ['--against=--output=x'],
      /^--against --output=x: is not a folder/,
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
