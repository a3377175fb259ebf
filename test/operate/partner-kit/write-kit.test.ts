import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Partner } from '../../../operate/partner-kit/partner-file.ts';
import { findingLine } from '../../../operate/partner-kit/finding.ts';
import { writeKit } from '../../../operate/partner-kit/write-kit.ts';
import { aPartner, known } from './support/known.ts';
import { anSvg, aPng } from './support/logos.ts';

let folder: string;
let catalogFolder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kit-'));
  catalogFolder = join(folder, 'source');
  await aCatalog('[{"detailType":"order.placed","description":"An order.","file":"order.json"}]');
});
afterEach(() => rm(folder, { recursive: true }));

async function aCatalog(index: string, type = '{"schema":{},"samples":[{"id":1}]}'): Promise<void> {
  await mkdir(join(catalogFolder, 'detail-types'), { recursive: true });
  await writeFile(join(catalogFolder, 'index.json'), index);
  await writeFile(join(catalogFolder, 'detail-types/order.json'), type);
}

const drawing = { svg: '<svg/>', png: Buffer.from('png') };
const write = async (partner: Partner = aPartner, stage = {}) =>
  await writeKit(
    { ...known(stage, partner), partnerFile: join(folder, 'partner.json') },
    join(folder, 'kit'),
    { drawArchitecture: () => drawing, catalogFolder },
  );
const read = async (name: string) => await readFile(join(folder, 'kit', name), 'utf8');
const lines = ({ findings }: Awaited<ReturnType<typeof write>>) =>
  findings.filter(({ kind }) => kind !== 'unchecked').map(findingLine);

describe('writeKit', () => {
  it('writes all papers, the diagram and the catalogue', async () => {
    const kit = await write();

    expect(lines(kit)).toEqual([]);
    expect(kit.files).toEqual([
      'request-for-test-access.html',
      'request-for-test-access.md',
      'questionnaire.html',
      'questionnaire.md',
      'answers.html',
      'answers.md',
      'architecture.svg',
      'architecture.png',
      'catalog/index.html',
      'catalog/catalog.md',
    ]);
    for (const file of kit.files) expect((await read(file)).length).toBeGreaterThan(0);
    expect(await read('architecture.png')).toBe('png');
    expect(kit.detailTypes).toBe(1);
  });

  it('writes the same again', async () => {
    const kit = await write();
    const first = await Promise.all(kit.files.map(read));
    await write();

    expect(await Promise.all(kit.files.map(read))).toEqual(first);
  });

  it('writes all papers although nothing is known', async () => {
    const kit = await write({}, { account: undefined });

    expect(kit.files).toHaveLength(10);
    expect(lines(kit)).toContain(
      `questionnaire: companyName is missing (${join(folder, 'partner.json')})`,
    );
    expect(lines(kit)).toHaveLength(16);
  });

  it.each([
    ['is not JSON', '{', /cannot be read: .*index.json: is not JSON/],
    [
      'has a detail type that is too long',
      JSON.stringify([{ detailType: 'x'.repeat(129), description: 'x', file: 'order.json' }]),
      /detailType has over 128 characters/,
    ],
    ['is empty', '[]', /detail types is missing/],
  ])('writes the papers although the catalogue %s', async (_, index, problem) => {
    await aCatalog(index);
    const kit = await write();

    expect(lines(kit).join('\n')).toMatch(problem);
    expect(kit.files).not.toContain('catalog/index.html');
    expect(await readdir(join(folder, 'kit'))).toContain('questionnaire.md');
  });

  it('names a detail type that cannot be read', async () => {
    await aCatalog(
      '[{"detailType":"order.placed","description":"An order.","file":"order.json"}]',
      '{}',
    );

    expect(lines(await write()).join('\n')).toMatch(
      /^catalogue: detail type cannot be read: .*order.json: schema is missing \(catalog\/detail-types\)$/m,
    );
  });

  it('checks the files of logos, from the folder of partner.json', async () => {
    await writeFile(join(folder, 'square.svg'), anSvg('<rect width="100" height="100"/>'));
    await writeFile(join(folder, 'square.png'), aPng());
    const logos = {
      ...aPartner.logos,
      squareSvg: { ...aPartner.logos?.squareSvg, file: 'square.svg' },
      squarePng: { ...aPartner.logos?.squarePng, file: 'square.png' },
      wideSvg: { ...aPartner.logos?.wideSvg, file: 'none.svg' },
    };
    const kit = await write({ ...aPartner, logos });

    expect(lines(kit)).toEqual([
      'questionnaire: logos.squareSvg.file has no transparent background: a corner is filled (square.svg)',
      'questionnaire: logos.wideSvg.file no such file (none.svg)',
    ]);
    expect(
      kit.findings.filter(({ kind }) => kind === 'unchecked').map(({ field }) => field),
    ).toEqual(['logos.widePng.file']);
  });
});
