import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readCatalog } from '../../../lambdas/registration/catalog.ts';
import { OperationError } from '../../../operate/operation-error.ts';
import { runPartnerKit } from '../../../operate/partner-kit/run-partner-kit.ts';
import { fakeTerminal } from '../support/fake-terminal.ts';
import { aPartner } from './support/known.ts';

const drawArchitecture = () => ({ svg: '<svg/>', png: Buffer.from('png') });

let folder: string;
let partner: string;
let catalogFolder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'run-kit-'));
  partner = join(folder, 'partner.json');
  await writeFile(partner, JSON.stringify(aPartner));
  // A list without types whose files would have to be there.
  catalogFolder = folder;
  await writeFile(join(folder, 'index.json'), '[]');
});
afterEach(() => rm(folder, { recursive: true }));

async function run(...args: readonly string[]) {
  const { terminal, written, json } = fakeTerminal();
  const out = join(folder, 'kit');
  const all = ['--out', out, '--partner', partner, ...args];
  const code = await runPartnerKit(all, terminal, { drawArchitecture, catalogFolder });
  return { code, written, json, out };
}

describe('fanout partner-kit', () => {
  it('ends with a line for all that is missing, with its field and where to give it', async () => {
    await writeFile(partner, JSON.stringify({ ...aPartner, links: undefined }));
    const { code, written } = await run('--stage', 'prod');

    expect(code).toBe(1);
    expect(written().trimEnd().split('\n').slice(-4)).toEqual([
      'request-for-test-access: complete',
      'questionnaire: incomplete (2 missing, 0 that AWS would not take)',
      `missing: questionnaire: links is missing (${partner})`,
      'missing: catalogue: detail types is missing (catalog/index.json)',
    ]);
  });

  it('is complete when nothing is missing, although logos were not checked', async () => {
    const detailType = { detailType: 'order.placed', description: 'An order.', file: 'a.json' };
    await writeFile(join(folder, 'index.json'), JSON.stringify([detailType]));
    await mkdir(join(folder, 'detail-types'));
    await writeFile(join(folder, 'detail-types/a.json'), '{"schema":{},"samples":[{"id":1}]}');
    const { code, written } = await run('--stage', 'prod');

    expect(code).toBe(0);
    expect(written().trimEnd().split('\n').slice(-2)).toEqual([
      'request-for-test-access: complete',
      'questionnaire: complete',
    ]);
    expect(written()).toContain('1 detail type documented');
    expect(written()).toContain('not checked: questionnaire: logos.squareSvg.file');
  });

  it('prints one document with --json', async () => {
    const { json, out } = await run('--stage', 'prod', '--json');

    expect(json()).toMatchObject({
      stage: 'prod',
      folder: out,
      complete: false,
      detailTypes: 0,
      findings: expect.arrayContaining([
        {
          kind: 'missing',
          paper: 'catalogue',
          field: 'detail types',
          problem: 'is missing',
          where: 'catalog/index.json',
        },
      ]),
    });
  });

  it.each([
    [['--stage', 'none'], '--stage none: stages/none.json: no such file'],
    [[], '--stage NAME is missing'],
    [['--stage', 'prod', '--out', ''], '--out DIR is missing'],
    [
      ['--stage', 'prod', '--out', '.'],
      '--out .: its catalog folder is the one that the kit is made from',
    ],
    [['--stage', 'prod', '--out', 'README.md'], '--out README.md: is a file, not a folder'],
    [
      ['--stage', 'prod', '--out', 'README.md/kit'],
      '--out README.md/kit: a part of the path is a file, not a folder',
    ],
    [['--stage', 'prod', 'more'], 'unexpected argument "more"'],
    [['--stage', 'prod', '--partner', 'none.json'], '--partner none.json: no such file'],
  ])('refuses %j', async (args, problem) => {
    await expect(run(...args)).rejects.toThrow(problem);
  });

  it('says which file cannot be written', async () => {
    await mkdir(join(folder, 'kit/answers.md'), { recursive: true });

    const refused = run('--stage', 'prod');
    await expect(refused).rejects.toThrow(OperationError);
    await expect(refused).rejects.toThrow(
      `${join(folder, 'kit/answers.md')}: is a folder, not a file`,
    );
  });

  it('hides no bug', async () => {
    const bug = new TypeError('a bug');
    const args = ['--stage', 'prod', '--out', join(folder, 'kit')];
    const services = {
      catalogFolder,
      drawArchitecture: () => {
        throw bug;
      },
    };

    await expect(runPartnerKit(args, fakeTerminal().terminal, services)).rejects.toBe(bug);
  });

  it('takes the vendor’s catalogue if nothing else is said', async () => {
    const { terminal, json } = fakeTerminal();
    const args = ['--stage', 'prod', '--out', join(folder, 'kit'), '--json'];
    await runPartnerKit(args, terminal, { drawArchitecture });

    expect(json()).toMatchObject({ detailTypes: readCatalog('catalog', 'x').list().length });
  });
});
