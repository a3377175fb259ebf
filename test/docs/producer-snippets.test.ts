import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '../..');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const shown = readme.matchAll(
  /^<summary>([^<]*)<\/summary>\n\nFrom \[[^\]]*\]\((examples\/producers\/[^)]*)\):\n\n```\w+\n(.*?)^```$/gms,
);
const snippets = Array.from(shown, ([, title = '', file = '', text = '']) => ({
  title,
  file,
  text,
}));

describe('the README', () => {
  test('shows how to send events in four languages', () => {
    expect(snippets.map(({ title }) => title)).toEqual(['Python', 'Java', 'Go', 'AWS CLI']);
  });

  test.each(snippets)('has for $title what $file has, and checks what failed', ({ file, text }) => {
    expect(readFileSync(join(root, file), 'utf8')).toContain(text);
    expect(text).toMatch(/\bfailed\(\)|\.Failed\b|"Failed"/);
  });
});
