import { describe, expect, it } from '@jest/globals';
import {
  markdownBlock,
  markdownCode,
  markdownTable,
  markdownText,
} from '../../../operate/pages/markdown.ts';

it.each([
  ['plain', 'plain'],
  ['a|b', String.raw`a\|b`],
  ['<script>', String.raw`\<script\>`],
  ['# *x* [y](z) `c` ~~s~~ a_b &amp;', String.raw`\# \*x\* \[y\](z) \`c\` \~\~s\~\~ a\_b \&amp;`],
  ['two\n  lines ', 'two lines'],
  ['- no list', String.raw`\- no list`],
  ['1. no list', String.raw`1\. no list`],
  ['---', String.raw`\---`],
  ['+1 555 0100', '+1 555 0100'],
  ['2.5 hours', '2.5 hours'],
])('shows the text %j as it is', (text, markdown) => {
  expect(markdownText(text)).toBe(markdown);
});

describe('code', () => {
  it.each([
    ['x', '`x`'],
    ['a`b', '``a`b``'],
    ['`', '`` ` ``'],
    ['a|b', '`a\\|b`'],
    ['a\nb', '`a b`'],
  ])('keeps %j', (text, markdown) => {
    expect(markdownCode(text)).toBe(markdown);
  });

  it('fences a block by more backticks than it has', () => {
    expect(markdownBlock('````\nx', 'json')).toBe('`````json\n````\nx\n`````');
    expect(markdownBlock('x')).toBe('```\nx\n```');
  });
});

it('makes a table', () => {
  expect(markdownTable(['a', 'b'], [['1', '2']])).toBe('| a | b |\n| --- | --- |\n| 1 | 2 |');
});
