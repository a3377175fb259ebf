import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readPartner } from '../../../operate/partner-kit/partner-file.ts';
import { InputError } from '../../../terminal/input-error.ts';
import { aPartner } from './support/known.ts';

const at = process.cwd();
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'partner-'));
  process.chdir(folder);
});
afterEach(async () => {
  process.chdir(at);
  await rm(folder, { recursive: true });
});

async function aFile(content: unknown, name = 'mine.json'): Promise<string> {
  await writeFile(name, typeof content === 'string' ? content : JSON.stringify(content));
  return name;
}

describe('readPartner', () => {
  it('reads all fields, and takes a file without any', async () => {
    expect(await readPartner(await aFile(aPartner))).toEqual(aPartner);
    expect(await readPartner(await aFile({}))).toEqual({});
  });

  it('reads ./partner.json where no file is named, and knows nothing without one', async () => {
    expect(await readPartner(undefined)).toEqual({});
    await aFile({ companyName: ' Vendor ' }, 'partner.json');
    expect(await readPartner(undefined)).toEqual({ companyName: 'Vendor' });
  });

  it.each([
    [{ company: 'x' }, 'company is not a known field'],
    [{ logos: { square: {} } }, 'logos.square is not a known field'],
    [
      { logos: { squareSvg: { url: 'http://vendor.example' } } },
      'logos.squareSvg.url must begin with https://',
    ],
    [{ links: ['vendor'] }, 'links[0] must be a URL'],
    [{ links: ['javascript:alert(1)'] }, 'links[0] must begin with https://'],
    [{ apnEmail: 'nobody' }, 'apnEmail must be an e-mail address'],
    [{ companyName: 3 }, 'companyName must be a text'],
    [{ companyName: ' ' }, 'companyName is empty'],
    [
      { contactPhones: ['555'] },
      'contactPhones[0] must be a phone number with its country code: +1 555 0100',
    ],
    [{ contactEmails: 'a@vendor.example' }, 'contactEmails must be a list'],
    [{ customerTestAccounts: [] }, 'customerTestAccounts is empty: leave it out, or fill it in'],
    [
      { customerTestAccounts: ['1234'] },
      'customerTestAccounts[0] must be the 12 digits of an AWS account, as a text',
    ],
    [{ partnerTestAccounts: [111122223333] }, 'partnerTestAccounts[0] must be a text'],
    [{ testRegions: ['us-east-1', 'us-east-1'] }, 'testRegions[1] is there twice'],
    [{ testRegions: ['mars'] }, 'testRegions[0] must be an AWS Region such as us-east-1'],
    [[], 'must be an object'],
    ['{', 'is not JSON'],
  ])('refuses %j in one line', async (content, problem) => {
    const refused = readPartner(await aFile(content));

    await expect(refused).rejects.toThrow(InputError);
    await expect(refused).rejects.toThrow(`--partner mine.json: ${problem}`);
  });

  it('refuses a named file that is not there', async () => {
    await expect(readPartner('none.json')).rejects.toThrow('--partner none.json: no such file');
  });
});
