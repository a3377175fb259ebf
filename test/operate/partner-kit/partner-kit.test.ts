import { expect, it } from '@jest/globals';
import { partnerKit } from '../../../operate/partner-kit/partner-kit.ts';
import { fakeTerminal } from '../support/fake-terminal.ts';

it('is called as its help says', () => {
  expect(partnerKit.help).toContain(`Usage: fanout ${partnerKit.name} `);
  for (const line of partnerKit.help.split('\n')) expect(line.length).toBeLessThanOrEqual(110);
});

it('loads what it needs when it runs', async () => {
  await expect(partnerKit.run([], fakeTerminal().terminal)).rejects.toThrow(
    '--stage NAME is missing',
  );
});
