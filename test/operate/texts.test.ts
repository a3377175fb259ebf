import { expect, test } from '@jest/globals';
import { shortDuration } from '../../operate/durations.ts';
import { warningsTo } from '../../operate/log.ts';
import { countOf } from '../../operate/plain-text.ts';
import { progressOn } from '../../operate/progress.ts';

test.each([
  [0, '0 s'],
  [59, '59 s'],
  [60, '1 min'],
  [3_599, '59 min'],
  [7_200, '2 h'],
  [86_399, '23 h'],
  [14 * 86_400, '14 d'],
])('%i seconds are %s', (seconds, text) => {
  expect(shortDuration(seconds)).toBe(text);
});

test('singular and plural differ', () => {
  expect([0, 1, 1_200].map((count) => countOf(count, 'source'))).toEqual([
    '0 sources',
    '1 source',
    '1,200 sources',
  ]);
});

function anOutput(isTTY: boolean) {
  let written = '';
  return { isTTY, write: (text: string) => (written += text), written: () => written };
}

test('progress is shown on a terminal, and nowhere else', () => {
  const outputs = [anOutput(true), anOutput(false)];
  for (const output of outputs) {
    const progress = progressOn(output);
    progress.show('3 read');
    progress.finish();
  }

  expect(outputs.map(({ written }) => written().includes('3 read'))).toEqual([true, false]);
});

test('a warning is one line with its fields, and information is left out', () => {
  const output = anOutput(false);
  const log = warningsTo(output);
  log.info('said', {});
  log.warn('no answer', { region: 'eu-west-1', failure: { code: 'X' }, name: 'a\u001bb' });

  expect(output.written()).toBe('no answer region=eu-west-1 failure={"code":"X"} name=a b\n');
});
