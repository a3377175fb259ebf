import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { checkLogo } from '../../../../operate/partner-kit/logos/check-logo.ts';
import { logoKinds } from '../../../../operate/partner-kit/logos/logo-kinds.ts';
import { maxLogoBytes } from '../../../../operate/partner-kit/logos/read-logo-file.ts';
import { anSvg, aPng } from '../support/logos.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'logos-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function aFile(content: string | Uint8Array): Promise<string> {
  const path = join(folder, 'logo');
  await writeFile(path, content);
  return path;
}

describe('checkLogo', () => {
  it('checks an SVG as one, and a PNG as one', async () => {
    expect(await checkLogo(await aFile(anSvg()), logoKinds.squareSvg)).toEqual([]);
    expect(await checkLogo(await aFile(anSvg()), logoKinds.squarePng)).toEqual(['is not a PNG']);
    expect(await checkLogo(await aFile(aPng()), logoKinds.squarePng)).toEqual([]);
    expect(await checkLogo(await aFile(aPng()), logoKinds.squareSvg)).toEqual(['is not UTF-8']);
  });

  it('reads no file that is too large', async () => {
    const path = await aFile(Buffer.alloc(maxLogoBytes.svg + 1, ' '));

    expect(await checkLogo(path, logoKinds.squareSvg)).toEqual([
      'has 524289 bytes; a logo may have 524288',
    ]);
  });

  it('reads nothing that is no file', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('sh', ['-c', 'mkfifo "$0"', pipe]);

    expect(await checkLogo(pipe, logoKinds.squareSvg)).toEqual(['is not a file']);
    expect(await checkLogo(folder, logoKinds.squareSvg)).toEqual(['is not a file']);
    expect(await checkLogo('/dev/zero', logoKinds.squarePng)).toEqual(['is not a file']);
    expect(await checkLogo(join(folder, 'none'), logoKinds.squareSvg)).toEqual(['no such file']);
    expect(await checkLogo(await aFile(''), logoKinds.squareSvg)).toEqual(['is empty']);
  });
});
