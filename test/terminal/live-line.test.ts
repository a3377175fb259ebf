import { expect, test } from '@jest/globals';
import { LiveLine } from '../../terminal/live-line.ts';

function anOutput(isTTY: boolean) {
  const written: string[] = [];
  const output = { isTTY, columns: 20, write: (text: string) => written.push(text) };
  return { output, text: () => written.join('') };
}

test('on a terminal the line is written over, and cut to the width', () => {
  const { output, text } = anOutput(true);
  const line = new LiveLine(output, () => 0);
  line.show('one');
  line.show('two '.repeat(10));
  line.finish();
  expect(text()).toBe('\r\x1b[2Kone\r\x1b[2Ktwo two two two two\n');
});

test('elsewhere it is written every two seconds at the most, if it has changed', () => {
  const { output, text } = anOutput(false);
  let nowMs = 0;
  const line = new LiveLine(output, () => nowMs);
  line.show('one');
  line.show('two');
  nowMs = 2_000;
  line.show('three');
  nowMs = 4_000;
  line.show('three');
  expect(text()).toBe('one\nthree\n');
});

test('the latest line is left standing', () => {
  const { output, text } = anOutput(false);
  const line = new LiveLine(output, () => 0);
  line.show('one');
  line.show('two');
  line.finish();
  line.finish();
  expect(text()).toBe('one\ntwo\n');
});

test('a note stays above the line, on a terminal and elsewhere', () => {
  const [terminal, file] = [anOutput(true), anOutput(false)];
  for (const { output } of [terminal, file]) {
    const line = new LiveLine(output, () => 0);
    line.show('one');
    line.note('note');
    line.finish();
  }
  expect(terminal.text()).toBe('\r\x1b[2Kone\r\x1b[2Knote\n\r\x1b[2Kone\n');
  expect(file.text()).toBe('one\nnote\n');
});
