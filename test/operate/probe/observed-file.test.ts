import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import {
  mergeObserved,
  readObserved,
  writeObserved,
  writeWhole,
} from '../../../operate/probe/observed-file.ts';
import { InputError } from '../../../terminal/input-error.ts';

const at = '2026-11-29T12:00:00.000Z';
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'observed-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('what was written is read again', async () => {
  const file = join(folder, 'beta.observed.json');
  const observed = mergeObserved(undefined, new Map([['us-east-1', { pendingSeconds: 9 }]]), at);

  await writeObserved(file, observed);

  expect(await readObserved(file)).toEqual(observed);
  expect(readdirSync(folder)).toEqual(['beta.observed.json']);
});

test('there may be no file yet', async () => {
  expect(await readObserved(join(folder, 'none.json'))).toBeUndefined();
});

test('what is observed again takes the place of what was known, in its Region alone', () => {
  const before = mergeObserved(
    undefined,
    new Map([
      ['us-east-1', { pendingSeconds: 1, eventIdIsEventsId: true, notes: ['old'] }],
      ['eu-west-1', { pendingSeconds: 2 }],
    ]),
    at,
  );
  const later = '2026-12-01T00:00:00.000Z';

  expect(mergeObserved(before, new Map([['us-east-1', { pendingSeconds: 3 }]]), later)).toEqual({
    version: 1,
    observedAt: later,
    regions: {
      'eu-west-1': { pendingSeconds: 2 },
      'us-east-1': { pendingSeconds: 3, eventIdIsEventsId: true },
    },
  });
});

test.each(['{', '{"version":2}', '{"version":1,"observedAt":"now","regions":{}}'])(
  'a file that is not valid is refused: %s',
  async (text) => {
    const file = join(folder, 'beta.observed.json');
    writeFileSync(file, text);

    await expect(readObserved(file)).rejects.toThrow(InputError);
  },
);

test('what was observed is checked before it is written', () => {
  expect(() =>
    mergeObserved(undefined, new Map([['us-east-1', { pendingSeconds: -1 }]]), at),
  ).toThrow('whole number');
});

test('a file that cannot be written whole stays as it was', async () => {
  const file = join(folder, 'folder');
  await writeWhole(join(folder, 'other'), 'text');

  await expect(writeWhole(join(file, 'missing', 'x'), 'text')).rejects.toThrow('ENOENT');
  expect(readdirSync(folder)).toEqual(['other']);
  expect(readFileSync(join(folder, 'other'), 'utf8')).toBe('text');
});
