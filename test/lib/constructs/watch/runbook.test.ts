import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { deadLetterReasons } from '../../../../lambdas/domain/dead-letter.ts';
import { runbookSections } from '../../../../lib/constructs/watch/runbook.ts';
import { commands } from '../../../../operate/commands.ts';
import { alarmsOf, watchTemplate, widgetsOf } from './a-watch.ts';

const text = readFileSync(new URL('../../../../docs/runbook.md', import.meta.url), 'utf8');
const sections = text.split(/^### /m).slice(1);

/** The anchor that a heading gets: lower case, hyphens for spaces, without other signs. */
function anchorOf(section: string): string {
  const [heading = ''] = section.split('\n');
  return heading
    .toLowerCase()
    .replaceAll(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-');
}

describe('the runbook', () => {
  test('has a section for each kind of alarm, and no section that no alarm links to', () => {
    expect(sections.map(anchorOf).toSorted()).toEqual([...runbookSections].toSorted());
  });

  test.each(sections.map((section) => [anchorOf(section), section]))(
    '%s: what it means, what to look at, what to do',
    (_, section) => {
      const parts = section.match(/^\*\*[^*]+\*\*/gm);

      expect(parts?.slice(0, 3)).toEqual(['**What it means.**', '**Look at.**', '**Do.**']);
    },
  );

  test.each([...alarmsOf(watchTemplate())])('names the alarm %s in its section', (name, alarm) => {
    const anchor = alarm.AlarmDescription.split('#')[1];
    const section = sections.find((each) => anchorOf(each) === anchor);

    expect(section).toContain(`\`${name}\``);
  });

  test('names rows of the dashboard as the dashboard does', () => {
    const rows = new Set(
      widgetsOf(watchTemplate()).flatMap(
        ({ properties: { markdown = '' } }) => markdown.match(/(?<=^## )\d+\. .+/) ?? [],
      ),
    );
    const named = Array.from(
      text.matchAll(/\brows? (\d+)(?: \((?:[\w ]+, )?_(.+?)_\))?/g),
      ([, number, title]) => `${number}. ${title}`,
    );

    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((row) => !rows.has(row))).toEqual([]);
  });

  test.each(deadLetterReasons)('explains the reason %s', (reason) => {
    expect(text).toContain(`\`${reason}\``);
  });

  test.each(
    Array.from(text.matchAll(/npm run fanout -- ([^`#\n]+)/g), ([, line]) => [line!.trim()]),
  )('fanout %s: is a command that has these options', (line) => {
    const command = commands.find(({ name }) => `${line} `.startsWith(`${name} `));
    const options = line.match(/--[a-z-]+/g) ?? [];

    expect(command).toBeDefined();
    for (const option of options) expect(command!.help).toContain(option);
  });

  test('links to nothing in itself that is not there', () => {
    const anchors = new Set(
      text.match(/^#+ .+$/gm)?.map((line) => anchorOf(line.replace(/^#+ /, ''))),
    );
    const links = Array.from(text.matchAll(/\]\(#([^)]+)\)/g), ([, anchor]) => anchor!);

    expect(links.filter((anchor) => !anchors.has(anchor))).toEqual([]);
  });
});
