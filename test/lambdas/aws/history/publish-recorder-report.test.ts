import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { expect, test } from '@jest/globals';
import {
  publishRecorderReport,
  recordedMessage,
  recorderMetricNames as names,
} from '../../../../lambdas/aws/history/publish-recorder-report.ts';
import { emptyReport } from '../../../../lambdas/history/run-state.ts';
import type { RecorderReport } from '../../../../lambdas/ports/recorder.ts';
import { powertoolsLines } from '../../../support/powertools-lines.ts';

const lines = powertoolsLines();

function publish(fields: Partial<RecorderReport>): RecorderReport {
  const report = { ...emptyReport, ...fields };
  const metrics = new Metrics({ namespace: 'Test', serviceName: 'history' });
  publishRecorderReport(report, metrics, new Logger());
  return report;
}

test('a run has one line of the log and one of metrics', () => {
  const report = publish({ rows: 7, chunks: 2, delayMs: 900, givenUp: 1, isIncomplete: true });

  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatchObject({ message: recordedMessage, report });
  expect(lines[1]).toMatchObject({
    [names.rows]: 7,
    [names.chunks]: 2,
    [names.delayMs]: 900,
    [names.runsGivenUp]: 1,
    [names.incomplete]: 1,
  });
});

test('a run that recorded nothing has no delay', () => {
  publish({});

  expect(lines[1]).toMatchObject({ [names.rows]: 0, [names.incomplete]: 0 });
  expect(lines[1]).not.toHaveProperty(names.delayMs);
});

test('a run that left the work to another one has no metrics', () => {
  publish({ isBusy: true });

  expect(lines).toHaveLength(1);
});
