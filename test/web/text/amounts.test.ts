import { expect, test } from '@jest/globals';
import { bytesText, countOf } from '../../../web/text/amounts.ts';

test.each([
  [0, '0 events'],
  [1, '1 event'],
  [1204, '1,204 events'],
])('%d is counted as %s', (count, text) => {
  expect(countOf(count, 'event')).toBe(text);
});

test.each([
  [1, '1 byte'],
  [999, '999 bytes'],
  [1500, '1.5 kB'],
  [3_200_000, '3.2 MB'],
  [4e10, '40 GB'],
])('%d bytes are %s', (bytes, text) => {
  expect(bytesText(bytes)).toBe(text);
});
