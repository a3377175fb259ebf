import { mkdtemp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { partnerNameOf } from '../../../operate/catalog/partner-name.ts';
import { runExport } from '../../../operate/catalog/run-export.ts';
import { fakeTerminal } from '../support/fake-terminal.ts';
import { writeCatalog } from './support/write-catalog.ts';

let folder: string;
let catalog: string;
let output: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'catalog-export-'));
  catalog = join(folder, 'catalog');
  output = join(folder, 'out');
  await writeCatalog(catalog, { push: { type: 'object' }, 'issues.opened': { type: 'object' } });
});
afterEach(() => rm(folder, { recursive: true }));

async function run(...args: readonly string[]) {
  const { terminal, written } = fakeTerminal();
  const all = ['--catalog', catalog, '--partner', 'vendor.test', '--output', output, ...args];
  return { code: await runExport(all, terminal), written: written() };
}

const files = async () =>
  (await readdir(output, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(output.length + 1))
    .toSorted();

describe('fanout catalog export', () => {
  it('writes everything unless told otherwise', async () => {
    const { code, written } = await run();

    expect(code).toBe(0);
    expect(await files()).toEqual([
      'asyncapi-producer.json',
      'asyncapi.json',
      'events.d.ts',
      'files.txt',
      'json-schema/IssuesOpened.schema.json',
      'json-schema/Push.schema.json',
      'schema-registry/deploy.sh',
      'schema-registry/schemas/vendor.test@IssuesOpened.json',
      'schema-registry/schemas/vendor.test@Push.json',
      'schema-registry/template-1.json',
    ]);
    expect(written).toContain(`2 detail types of vendor.test in ${output}\n`);
    expect(written).toContain('  schema-registry/ (4 files)\n');
  });

  it('replaces what an earlier export wrote, and leaves nothing of it', async () => {
    await run();
    await run('--format', 'types', '--detail-type', 'push');

    expect(await files()).toEqual(['events.d.ts', 'files.txt']);
    expect(await readFile(join(output, 'events.d.ts'), 'utf8')).not.toContain('IssuesOpened');
    expect((await readdir(folder)).toSorted()).toEqual(['catalog', 'out']);
  });

  it('replaces what an earlier export wrote into the current folder', async () => {
    await mkdir(output);
    const before = process.cwd();
    process.chdir(output);
    try {
      await run('--output', '.');
      await run('--output', '.', '--format', 'types');
    } finally {
      process.chdir(before);
    }

    expect(await files()).toEqual(['events.d.ts', 'files.txt']);
  });

  it('refuses a folder that holds other files, and keeps them with --force', async () => {
    await mkdir(output);
    await writeFile(join(output, 'mine.txt'), 'mine');

    await expect(run('--format', 'types')).rejects.toThrow(
      `--output ${output}: holds mine.txt, which no export wrote; choose another folder or give --force`,
    );
    expect(await files()).toEqual(['mine.txt']);

    await run('--format', 'types', '--force');
    expect(await files()).toEqual(['events.d.ts', 'files.txt', 'mine.txt']);
  });

  it('prints an export that is one file', async () => {
    const { written } = await run('--format', 'asyncapi', '--output', '-');

    expect(JSON.parse(written)).toMatchObject({
      asyncapi: '3.0.0',
      channels: { partnerEventBus: { address: 'aws.partner/vendor.test/{generator}/{account}' } },
    });
  });

  it('says what does not fit, writes the rest and is incomplete', async () => {
    await writeCatalog(catalog, {
      push: { type: 'object' },
      large: { type: 'object', description: 'x'.repeat(100_000) },
    });
    const { code, written } = await run('--format', 'schema-registry', '--json');

    expect(code).toBe(1);
    expect(JSON.parse(written)).toMatchObject({
      detailTypes: 2,
      problems: [expect.stringMatching(/^large: its schema has \d+ characters/)],
    });
    expect(await files()).toContain('schema-registry/schemas/vendor.test@Push.json');
  });

  it('takes the name of the only stage in production without --partner', async () => {
    const { terminal, written } = fakeTerminal();
    await runExport(['--catalog', catalog, '--format', 'asyncapi', '--output', '-'], terminal);

    expect(written()).toContain('"title": "Events of vendor.example"');
  });

  it('asks for a name where there are no stages', () => {
    expect(() => partnerNameOf({}, join(catalog, 'nowhere'))).toThrow(
      'no stage is in production: give --stage NAME or --partner NAME',
    );
  });

  it.each([
    ['--format', ['--format', 'avro'], /^--format must be one of asyncapi, .*, all, not "avro"$/],
    ['--detail-type', ['--detail-type', 'pull'], /^--detail-type pull: the catalogue has no such/],
    ['--partner', ['--partner', 'a/b'], /^--partner must be a name such as vendor\.example\.com/],
    ['both names', ['--stage', 'dev'], /^--stage and --partner both say/],
    ['an argument', ['push'], /^unexpected argument "push"$/],
    ['several files for -', ['--output', '-'], /^--output -: the export has \d+ files/],
  ])('refuses a wrong %s in one line', async (_, args, reason) => {
    await expect(run(...args)).rejects.toThrow(reason);
  });

  it('names the file of a catalogue that cannot be read', async () => {
    await writeFile(join(catalog, 'detail-types', 'push.json'), '{');
    await expect(run()).rejects.toThrow(/^--catalog .*push\.json: is not JSON/);

    await rm(join(catalog, 'index.json'));
    await expect(run()).rejects.toThrow(`--catalog ${catalog}: no such file`);
  });

  it('names the detail type that cannot be exported, and writes nothing', async () => {
    await writeCatalog(catalog, { push: { type: 'object', allOf: [{ $ref: '#/$defs/no' }] } });

    await expect(run()).rejects.toThrow(
      'push: schema/allOf/0/$ref "#/$defs/no" leads to no schema',
    );
    expect(await readdir(folder)).toEqual(['catalog']);
  });
});
