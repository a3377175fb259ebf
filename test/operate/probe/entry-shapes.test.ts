import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { entryShapes } from '../../../emulator/observed/observed.ts';
import { entryBytes } from '../../../emulator/put-events/entry.ts';
import { entryOfSize, leastEntryBytes } from '../../../operate/probe/entry-shapes.ts';
import { entryText, sizeOf } from '../../../operate/probe/probe-entry.ts';

const longestName = `aws.partner/vendor.test/${'a'.repeat(232)}`;
const head = { source: longestName, detailType: 'probe', time: '2026-11-21T19:00:00Z' };

test.each(entryShapes)('an entry of shape %s has the size asked for, to the byte', (shape) => {
  fc.assert(
    fc.property(fc.integer({ min: leastEntryBytes, max: 50_000 }), (bytes) => {
      const entry = entryOfSize(shape, bytes, head);
      const sent = JSON.parse(entryText(entry));

      expect(sizeOf(entry)).toBe(bytes);
      expect(entryBytes(sent)).toBe(bytes);
      expect(JSON.parse(sent.Detail)).toEqual({ text: expect.any(String) });
    }),
  );
});

test('the shapes differ in what they are large with', () => {
  const [long, unicode, escapes, resources] = entryShapes.map((shape) =>
    entryOfSize(shape, 20_000, head),
  );

  expect(long!.detail.length).toBeGreaterThan(19_000);
  expect(unicode!.detail).toContain('\u{1F600}\u{1F600}');
  expect(escapes!.detail).toContain(String.raw`\"\"`);
  expect(resources!.resources).toHaveLength(9);
  expect(Math.max(...resources!.resources.map(({ length }) => length))).toBeLessThanOrEqual(2_048);
});
