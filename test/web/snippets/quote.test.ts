import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { execFileSync } from 'node:child_process';
import { runInNewContext } from 'node:vm';
import { shellWord, terraformString, typeScriptString } from '../../../web/snippets/quote.ts';
import { anyCharacter } from '../../support/any-character.ts';
import { hclText } from '../support/hcl-text.ts';

const awkward = fc.string({
  unit: fc.constantFrom(...Array.from('\'"\\$%{}`!*?~ \n\t\r\u0000\u0085\u2028;&|<>()#=a/.-_é😀')),
});
const anyText = fc.oneof(awkward, fc.string({ unit: anyCharacter }));

describe('a word of the shell', () => {
  test('is unquoted if nothing in it is special', () => {
    expect(shellWord('aws.partner/vendor.test/acme/repo_1/111122223333')).toBe(
      'aws.partner/vendor.test/acme/repo_1/111122223333',
    );
  });

  test('is one word, and the very text, whatever it is', () => {
    // An argument of a process cannot hold a zero character.
    const words = fc.array(
      anyText.map((text) => text.replaceAll('\u0000', '')),
      { minLength: 200, maxLength: 200 },
    );
    fc.assert(
      fc.property(words, (texts) => {
        const script = `printf '%s\\0' ${texts.map(shellWord).join(' ')}`;
        const printed = execFileSync('/bin/sh', ['-c', script]).toString().split('\u0000');
        expect(printed).toEqual([...texts, '']);
      }),
      { numRuns: 10 },
    );
  });
});

describe('a string of TypeScript', () => {
  test('is quoted as people do', () => {
    expect(typeScriptString("it's")).toBe(String.raw`'it\'s'`);
  });

  test('means the very text, whatever it is', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(runInNewContext(typeScriptString(text))).toBe(text);
      }),
    );
  });
});

describe('a string of Terraform', () => {
  test('begins no template', () => {
    expect(terraformString('${a} %{b} $$')).toBe('"$${a} %%{b} $$"');
  });

  test('means the very text, whatever it is', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(hclText(terraformString(text))).toBe(text);
      }),
    );
  });

  test('stays on its line', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(terraformString(text)).not.toMatch(/[\n\r]/);
      }),
    );
  });
});
