import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { entryCases } from '../../../emulator/observed/observed.ts';
import { parseObserved, readObserved } from '../../../emulator/observed/read-observed.ts';
import { anObserved } from '../observed-cases.ts';

const folder = mkdtempSync(join(tmpdir(), 'observed-'));
afterAll(() => rmSync(folder, { recursive: true }));

const refused = { kind: 'entryRefused', code: 'Seen', message: 'As seen.' } as const;
const limit = { accepted: 262_144, refused: 262_145, answer: refused };
const whole = anObserved({
  entryBytes: limit,
  requestBytes: limit,
  nestingLevels: { accepted: 1100 },
  missingSource: { kind: 'accepted' },
  pendingSeconds: 1_209_600,
  entries: Object.fromEntries(entryCases.map((name) => [name, refused])),
  eventIdIsEventsId: false,
  latency: { calls: 100, entriesPerCall: 1, p50Ms: 12.5, p99Ms: 40, networkMs: 3 },
  throttling: { requestsPerSecond: 100, seconds: 5, requests: 500, throttled: 3, answer: refused },
});

test('a file is read as it is', () => {
  const path = join(folder, 'dev.observed.json');
  writeFileSync(path, JSON.stringify(whole));
  expect(readObserved(path)).toEqual({ ok: true, observed: whole });
});

test.each([
  [join(folder, 'none.json'), 'no such file'],
  [folder, 'is a folder, not a file'],
])('%s is refused: %s', (path, reason) => {
  expect(readObserved(path)).toEqual({ ok: false, reason });
});

describe('a wrong file is refused in one line that names the place and what was expected', () => {
  const of = (seen: object) => ({ ...whole, regions: { 'us-east-1': seen } });
  const place = 'regions.us-east-1';
  const count = 'must be a whole number of at least 1';
  const kinds = '"accepted" or "entryRefused" or "requestRefused"';
  test.each<[unknown, string]>([
    [[], 'version is missing'],
    ['x', 'the file must be Object, not "x"'],
    [null, 'the file must be Object, not null'],
    [{ ...whole, version: 2 }, 'version must be 1, not 2'],
    [{ ...whole, observedAt: 'today' }, 'observedAt must be an RFC 3339 time'],
    [{ ...whole, regions: undefined }, 'regions is missing'],
    [{ ...whole, region: 1 }, 'region is not a known field'],
    [of({ entryLimit: 1 }), `${place}.entryLimit is not a known field`],
    [of({ entryBytes: 262_144 }), `${place}.entryBytes must be Object, not 262144`],
    [of({ entryBytes: {} }), `${place}.entryBytes.accepted is missing`],
    [of({ entryBytes: { accepted: 0 } }), `${place}.entryBytes.accepted ${count}`],
    [of({ entryBytes: { accepted: 1.5 } }), `${place}.entryBytes.accepted ${count}`],
    [of({ entryBytes: { accepted: '1' } }), `${place}.entryBytes.accepted ${count}`],
    [
      of({ requestBytes: { accepted: 5, refused: 5 } }),
      `${place}.requestBytes.refused must be more than accepted`,
    ],
    [
      of({ requestBytes: { ...limit, answer: { kind: 'accepted' } } }),
      `${place}.requestBytes.answer must be a refusal, since it answers what was refused`,
    ],
    [of({ missingSource: { kind: 'x' } }), `${place}.missingSource.kind must be ${kinds}, not "x"`],
    [
      of({ missingSource: { kind: 'entryRefused', code: 'x' } }),
      `${place}.missingSource.message is missing`,
    ],
    [
      of({ missingSource: { ...refused, kind: 'requestRefused', status: 200 } }),
      `${place}.missingSource.status must be a whole number from 400 to 599`,
    ],
    [
      of({ entries: { withoutsource: refused } }),
      `${place}.entries.withoutsource is not known; it`,
    ],
    [of({ eventIdIsEventsId: 'no' }), `${place}.eventIdIsEventsId must be boolean, not "no"`],
    [
      of({ throttling: { ...whole.regions['us-east-2']?.throttling, seconds: -1 } }),
      `${place}.throttling.seconds must be a number of at least 0`,
    ],
  ])('case %#', (value, reason) => {
    const read = parseObserved(JSON.stringify(value));
    expect(read).toEqual({ ok: false, reason: expect.stringContaining(reason) });
    expect(JSON.stringify(read)).not.toContain(String.raw`\n`);
  });

  test.each(['', '{', '{\n"version": 1,\n}'])('%j is not JSON', (text) => {
    const read = parseObserved(text);
    expect(read).toEqual({ ok: false, reason: expect.stringMatching(/^is not JSON \(.+\)$/u) });
  });
});

test('the README’s example is a file, and its tables have every field and case', () => {
  const readme = readFileSync('emulator/README.md', 'utf8');
  const [example = ''] = /\{\s+"version"[^`]+/u.exec(readme) ?? [];
  expect(parseObserved(example)).toMatchObject({ ok: true });
  for (const name of [...Object.keys(whole.regions['us-east-2'] ?? {}), ...entryCases]) {
    expect(readme).toContain(`\`${name}\``);
  }
});
