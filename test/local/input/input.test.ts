import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  demonstrationFaults,
  demonstrationHints,
  demonstrationSources,
} from '../../../local/demonstration.ts';
import { readInput } from '../../../local/input/input.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'input-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(name: string, contents: unknown): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, typeof contents === 'string' ? contents : JSON.stringify(contents));
  return path;
}

const options = { once: true, port: 0 };
const source = { generator: 'a/b', account: '111122223333', region: 'us-east-1', bus: 'active' };

test('without files, the input is the demonstration with its faults', async () => {
  const input = await readInput(options);
  expect(input.sources).toBe(demonstrationSources);
  expect(input.faults).toBe(demonstrationFaults);
  expect(input.hints).toBe(demonstrationHints);
});

test('events or sources of one’s own meet no faults that were not asked for, and have no hints', async () => {
  const events = await file('events.jsonl', '{}\n');
  const input = await readInput({ ...options, events });
  expect(input.faults).toEqual({});
  expect(input.hints).toBeUndefined();
  const sources = await file('sources.json', [source]);
  expect((await readInput({ ...options, sources })).faults).toEqual({});
});

test('one account may register one generator in several Regions', async () => {
  const sources = await file('sources.json', [source, { ...source, region: 'eu-west-1' }]);
  expect((await readInput({ ...options, sources })).sources).toHaveLength(2);
});

describe('a wrong sources file is refused in one line that names the place', () => {
  test.each([
    ['{', /is not JSON/],
    ['{}', /must be an array$/],
    [[3], /: \[0\] must be an object$/],
    [[source, { ...source, bus: 'maybe' }], /: \[1\]\.bus must be "active", "pending" or "gone"$/],
    [[{ ...source, colour: 1 }], /: \[0\]\.colour is not a known field$/],
    [[{ ...source, account: undefined }], /: \[0\]\.account is missing$/],
    [[{ ...source, account: '123' }], /: \[0\] account must be 12 digits$/],
    [[{ ...source, account: 123 }], /: \[0\]\.account must be a string$/],
    [[{ ...source, region: 'mars' }], /: \[0\] region must be an AWS Region such as us-east-1$/],
    [[{ ...source, generator: 'a' }], /: \[0\] generator .*names no resource$/],
    [[{ ...source, generator: `a/${'b'.repeat(250)}` }], /characters, 256 are allowed$/],
    [[{ ...source, detailTypes: 'push' }], /: \[0\]\.detailTypes must be an array of strings$/],
    [[source, source], /: \[1\] registers the same source as \[0\]$/],
  ])('%j', async (contents, message) => {
    const sources = await file('wrong.json', contents);
    await expect(readInput({ ...options, sources })).rejects.toThrow(message);
  });
});

describe('a wrong faults file is refused in one line that names the place', () => {
  test.each([
    [{ throttlingRate: 2 }, /throttlingRate must be a number from 0 to 1$/],
    [{ lostResponseRate: '1' }, /lostResponseRate must be a number from 0 to 1$/],
    [{ latencyMs: -1 }, /latencyMs must be a number of milliseconds from 0 to 9000$/],
    [{ latencyMs: 9_001 }, /latencyMs must be a number of milliseconds from 0 to 9000$/],
    [{ seed: 1.5 }, /seed must be a whole number$/],
    [{ throtlingRate: 0 }, /throtlingRate is not a known field$/],
    [[], /must be an object$/],
  ])('%j', async (contents, message) => {
    const faults = await file('wrong.json', contents);
    await expect(readInput({ ...options, faults })).rejects.toThrow(message);
  });
});

test('an events file that is not there, or is a folder, is refused before anything starts', async () => {
  await expect(readInput({ ...options, events: join(folder, 'none') })).rejects.toThrow(
    /^--events .*: no such file$/,
  );
  await expect(readInput({ ...options, events: folder })).rejects.toThrow(
    /is a folder, not a file$/,
  );
});
