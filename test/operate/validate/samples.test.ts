import { expect, test } from '@jest/globals';
import { textSample } from '../../../operate/validate/samples.ts';

const { detail, detailJson } = textSample();

test.each(['NFC', 'NFD', 'NFKC', 'NFKD'])('%s changes the text of the walk’s own event', (form) => {
  expect(detailJson.normalize(form)).not.toBe(detailJson);
});

test('a reader that keeps numbers as doubles changes it, too', () => {
  expect(JSON.stringify(JSON.parse(detailJson))).not.toBe(detailJson);
  expect(JSON.stringify(detail)).toBe(detailJson);
});
