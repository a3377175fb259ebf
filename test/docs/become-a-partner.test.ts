import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { maxLogoBytes } from '../../operate/partner-kit/logos/read-logo-file.ts';
import { partnerFields, readPartner } from '../../operate/partner-kit/partner-file.ts';

const page = readFileSync('docs/become-a-partner.md', 'utf8');

describe('docs/become-a-partner.md', () => {
  it('describes each field of partner.json, and no other', () => {
    const [, section = ''] = page.split('## partner.json');
    const described = Array.from(section.matchAll(/^\| `([\w.]+)`/gm), ([, field]) => field);

    expect(new Set(described)).toEqual(new Set(partnerFields));
    expect(described).toHaveLength(partnerFields.length);
  });

  it('has the limits of logos', () => {
    expect(page).toContain(`at most ${maxLogoBytes.svg / 1024} KiB`);
    expect(page).toContain(`at most ${maxLogoBytes.png / 1024 / 1024} MiB`);
  });
});

it('the example of a partner.json can be read', async () => {
  expect(await readPartner('partner.json')).toMatchObject({ companyName: 'Vendor' });
});
