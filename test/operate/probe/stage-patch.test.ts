import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Change } from '../../../operate/probe/following/following.ts';
import { patchOf } from '../../../operate/probe/stage-patch.ts';

const changes: readonly Change[] = [
  { section: 'entryLimits', name: 'maxEntryBytes', from: 1_048_576, to: 262_144, why: '' },
  { section: 'errorCodes', name: 'sourceGone', from: [], to: ['Missing'], why: '' },
];

const laidOut = `{
    "partnerDomain": "vendor.example",   "homeRegion": "us-east-1",
    "regions": ["us-east-1"],

    "entryLimits": { "maxEntryBytes": 1048576, "eventIdIn": "none" },
    "logRetentionDays": 90
}
`;

/** Applies a patch as an operator does, and returns the file then. */
function applied(text: string, patch: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'patch-'));
  try {
    mkdirSync(join(folder, 'stages'));
    writeFileSync(join(folder, 'stages/beta.json'), text);
    writeFileSync(join(folder, 'beta.patch'), patch);
    execFileSync('git', ['apply', 'beta.patch'], { cwd: folder });
    return readFileSync(join(folder, 'stages/beta.json'), 'utf8');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function parse(text: string): object {
  return JSON.parse(text.replace(/^\uFEFF/, ''));
}

test.each([
  ['as it is', laidOut],
  ['with a byte order mark', `\uFEFF${laidOut}`],
  ['with tabs', laidOut.replaceAll('    ', '\t')],
  ['without a line at its end', laidOut.trimEnd()],
  ['with the line ends of Windows', laidOut.replaceAll('\n', '\r\n')],
])('git applies the patch to the file %s, and the rest stays as it was', (_, text) => {
  const patch = patchOf('beta', text, changes);
  if (patch.kind !== 'patch') throw new Error(patch.problem);
  const after = applied(text, patch.text);

  expect(parse(after)).toEqual({
    ...parse(text),
    entryLimits: { maxEntryBytes: 262_144, eventIdIn: 'none' },
    errorCodes: { sourceGone: ['Missing'] },
  });
  const [before] = text.split('"entryLimits"');
  expect(after.startsWith(before!)).toBe(true);
  expect(after).toMatch(/90,\r?\n[ \t]+"errorCodes": \{ "sourceGone": \["Missing"\] \}\r?\n\}/);
  expect(after).toContain('"entryLimits": { "maxEntryBytes": 262144, "eventIdIn": "none" }');
});

test('there is no patch with which the stage would be refused', () => {
  const [entry] = changes;
  const tooLarge = { ...entry!, to: 9_999_999 };

  expect(patchOf('beta', laidOut, [tooLarge])).toEqual({
    kind: 'refused',
    problem: expect.stringContaining('entryLimits.maxEntryBytes must be'),
  });
});
