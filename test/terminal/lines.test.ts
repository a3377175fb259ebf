import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputError } from '../../terminal/input-error.ts';
import { decodeAsIs, readLines } from '../../terminal/lines.ts';
import { anyCharacter } from '../support/any-character.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lines-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function linesOf(bytes: Uint8Array | string) {
  const path = join(folder, 'file');
  await writeFile(path, bytes);
  return await Array.fromAsync(readLines('--events', path));
}

describe('readLines', () => {
  test('numbers the lines from 1 on and keeps empty ones', async () => {
    expect(await linesOf('a\n\nb\n')).toEqual([
      { number: 1, text: 'a' },
      { number: 2, text: '' },
      { number: 3, text: 'b' },
    ]);
  });

  test('reads a last line without a line feed, and no line from an empty file', async () => {
    expect(await linesOf('a\nb')).toHaveLength(2);
    expect(await linesOf('')).toEqual([]);
  });

  test('keeps carriage returns, byte order marks and line separators in the line', async () => {
    const text = '\uFEFF{"a":\r1}\u2028\r';
    expect(await linesOf(`${text}\n`)).toEqual([{ number: 1, text }]);
  });

  test('puts lines together that are longer than a chunk of the file', async () => {
    const long = 'ü'.repeat(1_500_000);
    expect(await linesOf(`${long}\nb`)).toEqual([
      { number: 1, text: long },
      { number: 2, text: 'b' },
    ]);
  });

  test('names the option and the file when there is none', async () => {
    const reading = Array.fromAsync(readLines('--events', join(folder, 'none')));
    await expect(reading).rejects.toThrow(InputError);
    await expect(reading).rejects.toThrow(/^--events .*none: no such file$/);
  });
});

describe('decodeAsIs', () => {
  test('is what TextDecoder does for UTF-8', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), (text) => {
        fc.pre(text.isWellFormed());
        expect(decodeAsIs(Buffer.from(text))).toBe(text);
      }),
    );
  });

  test('loses no byte of anything else, and the result is recognizably malformed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 50 }), (bytes) => {
        const text = decodeAsIs(bytes);
        expect(encodeBack(text)).toEqual([...bytes]);
        const isUtf8 = Buffer.from(Buffer.from(bytes).toString('utf8')).equals(bytes);
        expect(text.isWellFormed()).toBe(isUtf8);
      }),
    );
  });
});

function encodeBack(text: string): number[] {
  return Array.from(text).flatMap((character) => {
    const unit = character.charCodeAt(0);
    const isByte = character.length === 1 && unit >= 0xdc80 && unit <= 0xdcff;
    return isByte ? [unit - 0xdc00] : [...Buffer.from(character)];
  });
}
