import { expect, test } from '@jest/globals';
import { localSettings } from '../../lambdas/settings/local-settings.ts';
import { newBatchTotals } from '../../local/batch-totals.ts';
import { reportPage } from '../../local/report-page.ts';
import { anExpectation, aRunResult } from './run-builders.ts';

const cloud = {
  functions: { memoryUsedMb: () => ({ 'fan-out': 0, retry: 0 }) },
  settings: localSettings,
} as unknown as Parameters<typeof reportPage>[3];

test.each([
  [0, /^(?!.*skipped)/su],
  [1, /^1 empty line was skipped\.$/mu],
  [2, /^2 empty lines were skipped\.$/mu],
])('%i empty lines are counted', (empty, text) => {
  const result = aRunResult({ fed: { sent: 0, empty, refused: [] } });

  expect(reportPage(anExpectation([]), result, [], cloud)).toMatch(text);
});

function page(events: number, noMapping: number): string {
  const totals = newBatchTotals();
  const dropped = { ...totals.dropped, noMapping };
  return reportPage(
    anExpectation([]),
    aRunResult({ totals: { ...totals, events, dropped } }),
    [],
    cloud,
  );
}

test('events of which no customer has the generator are told from a run that went well', () => {
  const hint = /without a mapping +3 +no customer has such a generator: .*--sources FILE/;
  expect(page(3, 3)).toMatch(hint);
  expect(page(4, 3)).not.toMatch(/--sources/);
  expect(page(0, 0)).not.toMatch(/--sources/);
});
