import { describe, expect, test } from '@jest/globals';
import { transformSync } from 'esbuild';
import { html } from 'htm/preact';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { shortTemplate } from '../../../web/bundling/short-template.ts';
import { shortenTemplates } from '../../../web/bundling/shorten-templates.ts';

interface Element {
  readonly type: unknown;
  readonly props: Readonly<Record<string, unknown>>;
}

/** What htm makes of a template's texts, with a placeholder for each expression. */
function treeOf(parts: readonly string[]): unknown {
  const texts = Object.assign([...parts], { raw: parts });
  return html(texts, ...parts.slice(1).map((_, index) => `(${index})`));
}

/** A tree with the white space that a browser shows. */
function asShown(tree: unknown): unknown {
  if (typeof tree === 'string') return tree.replaceAll(/\s*\n\s*/g, ' ');
  if (Array.isArray(tree)) return tree.map(asShown);
  if (typeof tree !== 'object' || tree === null) return tree;
  const { type, props } = tree as Element;
  return [type, Object.entries(props).map(([name, value]) => [name, asShown(value)])];
}

describe('a short template', () => {
  test.each([
    ['white space around tags', ['<p>\n  one\n  two\n</p>\n  <br />'], ['<p>one two</><br/>']],
    ['names of closing tags', ['<p></p><', '>text<//>'], ['<p></><', '>text</>']],
    [
      'line breaks between attributes',
      ['<input\n  class="one"\n  value=', '\n/>'],
      ['<input class=one value=', '/>'],
    ],
    ['a closing tag on two lines', ['<b><a>text</a\n  ></b\n>'], ['<b><a>text</></>']],
  ])('leaves out %s', (_, parts, short) => {
    expect(shortTemplate(parts)).toEqual(short);
    expect(asShown(treeOf(short))).toEqual(asShown(treeOf(parts)));
  });

  test.each([
    ['spaces around an expression in one line', ['<p>one ', ' two</>']],
    ['quotes that a value needs', ['<p class="one two" alt="" title="a > b" href="/a/">text</>']],
    ['a value with an expression in it', ['<p class="one ', '">text</>']],
  ])('keeps %s', (_, parts) => {
    expect(shortTemplate(parts)).toEqual(parts);
  });
});

describe('in a script', () => {
  test('templates in expressions of templates are shortened, too', () => {
    const script = 'const a=html`<p>\n ${{b:[1].map(c=>html`<b>\n ${c}\n</b>`)}.b}\n</p>`;f()';
    expect(shortenTemplates(script)).toBe(
      'const a=html`<p>${{b:[1].map(c=>html`<b>${c}</>`)}.b}</>`;f()',
    );
  });

  test.each([
    'const a=`{\n  b\n}`',
    'html`<p>${`{\n  ${b}\n`}</>`',
    'html`<p>${"}`\\""}${\'{`\'}</>`',
    'html`<p>\\`\\${$</>`',
  ])('no other text changes: %j', (script) => {
    expect(shortenTemplates(script)).toBe(script);
  });

  test.each(['html`<p>', 'html`<p>${a', 'html`<p>${`a'])('a template must end: %s', (script) => {
    expect(() => shortenTemplates(script)).toThrow('a template does not end');
  });
});

const root = join(import.meta.dirname, '../../..');
const modules = globSync('{web,emulator/page,emulator/page-parts}/**/*.ts', { cwd: root })
  .map((file) => [file, readFileSync(join(root, file), 'utf8')] as const)
  .filter(([, text]) => text.includes('html`') && !text.includes("'html`'"));

test.each(modules)('%s has the same elements in its short templates', (_, text) => {
  const { code } = transformSync(text, { loader: 'ts', minifyWhitespace: true });
  const templates: (readonly string[])[] = [];
  const unchanged = shortenTemplates(code, (parts) => {
    templates.push(parts);
    return parts;
  });

  expect(unchanged).toBe(code);
  expect(templates).toHaveLength(code.split('html`').length - 1);
  for (const parts of templates)
    expect(asShown(treeOf(shortTemplate(parts)))).toEqual(asShown(treeOf(parts)));
});
