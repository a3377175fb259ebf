import { expect, test } from '@jest/globals';
import { findingsOf, type Status } from '../../../operate/preflight/finding.ts';

const of = (status: Status, text: string, ...subjects: readonly string[]) =>
  subjects.map((subject) => ({ subject, status, text }));

const five = ['a', 'b', 'c', 'd', 'e'];

test('things of which the same is said share a line, in their order', () => {
  const judgements = [...of('ok', 'on', 'a'), ...of('fails', 'off', 'b'), ...of('ok', 'on', 'c')];

  expect(findingsOf('Regions', 'Regions', judgements)).toEqual([
    { check: 'Regions', status: 'ok', text: 'a, c: on' },
    { check: 'Regions', status: 'fails', text: 'b: off' },
  ]);
});

test.each([
  [
    'that are well are counted',
    [...of('ok', 'on', ...five), ...of('fails', 'off', 'f')],
    '5 Regions: on',
  ],
  ['that are all unknown are counted', of('unknown', 'no', ...five), '5 Regions: no'],
  ['that fail are named', of('fails', 'off', ...five), 'a, b, c, d, e: off'],
  [
    'that are unknown beside others are named',
    [...of('unknown', 'no', ...five), ...of('ok', 'on', 'f')],
    'a, b, c, d, e: no',
  ],
])('many %s', (_, judgements, text) => {
  expect(findingsOf('Regions', 'Regions', judgements)[0]?.text).toBe(text);
});
