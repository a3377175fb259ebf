import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ExportedType } from '../../../../lambdas/catalog-exports/exported-catalog.ts';
import {
  compileTypes,
  typesFile,
} from '../../../../lambdas/catalog-exports/typescript/typescript-types.ts';
import { demonstration, samplesOf } from '../support/demonstration.ts';

let folder: string;
let ofDemonstration: string;
beforeAll(async () => {
  ofDemonstration = typesFile(demonstration, await compileTypes(demonstration));
  folder = await mkdtemp(join(tmpdir(), 'exported-types-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** What TypeScript says of files; nothing if they are right. */
async function compiled(files: Readonly<Record<string, string>>): Promise<string> {
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const tsc = join(import.meta.dirname, '../../../../node_modules/typescript/bin/tsc');
  const options = [
    '--ignoreConfig',
    '--noEmit',
    '--strict',
    '--module',
    'nodenext',
    '--target',
    'es2022',
    '--types',
    '',
  ];
  const args = [tsc, ...options, ...Object.keys(files).map((name) => join(folder, name))];
  try {
    return execFileSync(process.execPath, args, { encoding: 'utf8' });
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

async function typesOf(...types: readonly ExportedType[]): Promise<string> {
  const catalog = { partnerName: 'vendor.test', types };
  return typesFile(catalog, await compileTypes(catalog));
}

function aType(name: string, schema: object): ExportedType {
  return { detailType: name.toLowerCase(), name, description: 'A type.', schema: { ...schema } };
}

const isPush = `
import type { CatalogEvent } from './events.d.ts';
export function refOf(event: CatalogEvent): string {
  if (event['detail-type'] === 'push') return event.detail.ref;
  if (event['detail-type'] === 'issues.opened') return event.detail.issue.title;
  return event.detail.REF;
}
`;

describe('the types of the demonstration', () => {
  it('take all samples', async () => {
    const samples = await Promise.all(
      demonstration.types.map(({ detailType }) => samplesOf(detailType)),
    );
    const lines = samples.flatMap((events, type) =>
      events.map((event, index) => {
        const { name } = demonstration.types[type]!;
        return `export const s${type}_${index}: events.${name}Event & events.CatalogEvent = ${JSON.stringify(event)};`;
      }),
    );
    const text = ["import type * as events from './events.d.ts';", ...lines].join('\n');

    expect(lines.length).toBeGreaterThan(demonstration.types.length);
    expect(await compiled({ 'events.d.ts': ofDemonstration, 'samples.ts': text })).toBe('');
  });

  it('are told apart by the detail type', async () => {
    const wrong = await compiled({ 'events.d.ts': ofDemonstration, 'narrowing.ts': isPush });

    expect(wrong).toMatch(/narrowing\.ts\(6,23\): error TS2339: Property 'REF' does not exist/);
    expect(wrong.match(/error TS/g)).toHaveLength(1);
  });
});

describe('a detail', () => {
  it('has named types where its schema has definitions, also in circles', async () => {
    const user = { type: 'object', properties: { boss: { $ref: '#/$defs/user' } } };
    const schema = {
      type: 'object',
      properties: { by: { $ref: '#/$defs/user' }, up: { $ref: '#' } },
    };
    const text = await typesOf(aType('Push', { ...schema, $defs: { user } }));

    expect(text).toContain(
      'export interface PushDetail {\n  by?: PushDetailUser;\n  up?: PushDetail;\n}',
    );
    expect(text).toContain('export interface PushDetailUser {\n  boss?: PushDetailUser;\n}');
    expect(text).toContain('export type PushEvent = PartnerEvent<"push", PushDetail>;');
  });

  it('never has a type that another one has', async () => {
    const schema = {
      type: 'object',
      properties: { a: { $ref: '#/$defs/detail' } },
      $defs: { detail: { type: 'object' } },
    };
    const text = await typesOf(aType('PushDetail', { type: 'object' }), aType('Push', schema));
    const names = Array.from(
      text.matchAll(/^export (?:type|interface) (\w+)/gm),
      ([, name]) => name,
    );

    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain('PushDetailDetail');
    expect(names).toContain('Push2Detail');
  });

  it('is not named by titles, and takes anything where the schema only describes', async () => {
    const properties = {
      a: { title: 'Push Detail', type: 'string' },
      b: { description: 'Any */ thing.' },
    };
    const text = await typesOf(aType('Push', { type: 'object', title: 'Other', properties }));

    expect(text).toContain('  a?: string;\n');
    expect(text).toMatch(/Any \*\u2060\/ thing\.\n {3}\*\/\n {2}b\?: unknown;/);
    expect(await compiled({ 'events.d.ts': text })).toBe('');
  });

  it('can refer to a definition that is true or false', async () => {
    const properties = { a: { $ref: '#/$defs/any' }, b: { $ref: '#/$defs/none' } };
    const schema = { type: 'object', properties, $defs: { any: true, none: false } };
    const text = await typesOf(aType('Push', schema));

    expect(text).toContain('export type PushDetailAny = unknown;');
    expect(text).toContain('export type PushDetailNone = never;');
    expect(await compiled({ 'events.d.ts': text })).toBe('');
  });

  it('without a type is a problem that names its detail type', async () => {
    const schema = { type: 'object', properties: { a: { $ref: 'https://example.com/a.json' } } };

    await expect(typesOf(aType('Push', schema))).rejects.toThrow(
      /^push: schema\/properties\/a\/\$ref "https:\/\/example\.com\/a\.json" is not taken: /,
    );
  });

  it('of no detail type is never', async () => {
    expect(await typesOf()).toContain('export type CatalogEvent = never;');
  });
});
