import { describe, expect, test } from '@jest/globals';
import { format } from 'prettier';
import { resultLines, resultsPage } from '../../../../tools/bench/report.ts';
import { aMeasuredBenchmark } from '../main/a-measured-benchmark.ts';

describe('the terminal', () => {
  test('shows tables, notes and goals in line', () => {
    expect(resultLines(aMeasuredBenchmark())).toEqual([
      'Senders (12 s)',
      '',
      'Rates',
      '  variant  events/s',
      '  ours       12,345',
      '  N.',
      '',
      '  reached  fast  aim >= 2  measured 3',
      '',
    ]);
  });

  test('shows plainly which goal was missed', () => {
    const goals = [{ text: 'small', aim: '<= 1', measured: '2', isReached: false }];

    expect(resultLines(aMeasuredBenchmark({ goals }))).toContain(
      '  MISSED  small  aim <= 1  measured 2',
    );
  });
});

describe('the page', () => {
  test('has what was measured where and when, tables, goals and plots', async () => {
    const page = await format(resultsPage([aMeasuredBenchmark()]), { parser: 'markdown' });

    expect(page).toContain(`## Senders

\`npm run bench -- sender\`, 2026-11-22, 12 s. Abacus 3, 2 cores, 24 GiB, Node.js 24.0.0; typebridge 0.7.1.

**Rates**

| variant | events/s |
| ------- | -------: |
| ours    |   12,345 |

N.

| Goal | Aim  | Measured |         |
| ---- | ---- | -------- | ------- |
| fast | >= 2 | 3        | reached |

![sender](../plots/sender.svg)
`);
  });

  test('says that it is written by the run', () => {
    expect(resultsPage([])).toContain('`npm run bench` writes this file');
  });

  test('does not take a cell for Markdown or HTML', () => {
    const rows = [['a | b_c <d>', 1]];
    const tables = [{ title: 'T', head: ['x', 'y'], rows }];

    expect(resultsPage([aMeasuredBenchmark({ tables })])).toContain(
      String.raw`| a \| b_c \<d> | 1 |`,
    );
  });
});
