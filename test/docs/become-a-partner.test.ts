import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { maxLogoBytes } from '../../operate/partner-kit/logos/read-logo-file.ts';
import { commands as operatorCommands } from '../../operate/commands.ts';
import { partnerKit } from '../../operate/partner-kit/partner-kit.ts';
import { runCommand } from '../../operate/run-command.ts';
import { freePorts } from '../support/free-ports.ts';
import { fakeTerminal } from '../operate/support/fake-terminal.ts';
import { partnerFields, readPartner } from '../../operate/partner-kit/partner-file.ts';

const readme = readFileSync('README.md', 'utf8');
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

/** What a command says about its arguments; it gets no further, since there is no such stage. */
async function refused(words: readonly string[]): Promise<string> {
  const { terminal } = fakeTerminal();
  const problem: unknown = await runCommand(words, [...operatorCommands, partnerKit], terminal)
    .then((code) => `ended with ${code}`)
    .catch((error: unknown) => error);
  return String(problem);
}

describe('the six steps', () => {
  const [, section = ''] = page.split(/^## Six steps$/m);
  const [steps = ''] = section.split(/^## /m);
  const blocks = Array.from(steps.matchAll(/^ +```\n([^`]*?)\n +```$/gm), ([, text = '']) =>
    text.trim(),
  );
  const fanout = blocks
    .filter((command) => command.startsWith('npm run fanout -- '))
    .map((command) => command.split(' ').slice(4));

  it('are six, each a command', () => {
    const numbers = Array.from(steps.matchAll(/^(\d)\. /gm), ([, number]) => number);
    expect(numbers).toEqual(['1', '2', '3', '4', '5', '6']);
    expect(blocks).toHaveLength(6);
    expect(blocks.filter((command) => command.includes('\n'))).toEqual([]);
  });

  it.each(fanout.map((words) => ({ words, command: words.join(' ') })))(
    'has a command with options of its own: $command',
    async ({ words }) => {
      const at = words.indexOf('--stage') + 1;
      expect(at).toBeGreaterThan(0);
      expect(existsSync(`stages/${words[at]}.json`)).toBe(true);

      expect(await refused(words.with(at, 'absent'))).toContain('stages/absent.json: no such file');
    },
  );

  it('deploys as all stages are deployed', () => {
    const deploy = blocks.find((command) => command.startsWith('npx cdk ')) ?? 'none';
    const [, ofAll = ''] = readme.split(/^## Deploy$/m);
    expect(ofAll).toContain(deploy.replace('stage=dev', 'stage=prod'));
  });

  it('works on local mode where it says so, with what it says is left out', async () => {
    const [, numbers = '', leftOut = ''] =
      /Steps ([\d and]+) also work on local mode[^:]*: leave out (.*?)\.$/m.exec(steps) ?? [];
    const options = Array.from(leftOut.matchAll(/`(--[\w-]+)`/g), ([, option = '']) => option);
    const local = Array.from(numbers.matchAll(/\d/g), ([number]) => blocks[Number(number) - 1]);
    expect(local).toHaveLength(2);
    for (const command of local) {
      const words = options.reduce(
        (text, option) => text.replace(new RegExp(` ${option} \\S+`), ''),
        command ?? '',
      );
      const port = String(await freePorts(1));
      expect(await refused([...words.split(' ').slice(4), '--port', port])).toContain(
        'local mode is not running there',
      );
    }
  });
});
