import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { describe, expect, jest, test } from '@jest/globals';
import { metricNames, publishBatchCounters } from '../../../lambdas/aws/report.ts';
import { newBatchCounters, type BatchCounters } from '../../../lambdas/delivery/batch-counters.ts';
import { powertoolsLines, type Line } from '../../support/powertools-lines.ts';

const lines = powertoolsLines();

function publish(fields: Partial<BatchCounters> = {}): Line[] {
  const metrics = new Metrics({ namespace: 'Test', serviceName: 'fan-out' });
  publishBatchCounters({ ...newBatchCounters(), ...fields }, metrics, new Logger());
  return lines;
}

const metricLines = () => lines.filter((line) => '_aws' in line);
const logLines = () => lines.filter((line) => !('_aws' in line));

/** All values of a metric, from all lines. */
function valuesOf(name: string): unknown[] {
  return metricLines().flatMap((line) => line[name] ?? []);
}

describe('metrics', () => {
  test('report the results of a batch', () => {
    publish({
      events: 9,
      entries: 8,
      accepted: 5,
      retried: 2,
      returned: 1,
      retiredMappings: 3,
      historyRowsLost: 7,
      historyBodiesLost: 6,
    });

    expect(metricLines()[0]).toMatchObject({
      service: 'fan-out',
      [metricNames.events]: 9,
      [metricNames.entries]: 8,
      [metricNames.accepted]: 5,
      [metricNames.retried]: 2,
      [metricNames.returned]: 1,
      [metricNames.retiredMappings]: 3,
      [metricNames.historyRowsLost]: 7,
      [metricNames.historyBodiesLost]: 6,
      [metricNames.calls]: 0,
    });
  });

  test('report zero as well, so that an alarm sees an idle function', () => {
    publish();

    expect(valuesOf(metricNames.accepted)).toEqual([0]);
    expect(valuesOf(metricNames.calls)).toEqual([0]);
  });

  test('report stored details only where there were any', () => {
    publish();
    expect(valuesOf(metricNames.storedPayloads)).toEqual([]);

    publish({ storedPayloads: 2, payloadsNotStored: 3 });
    expect(valuesOf(metricNames.storedPayloads)).toEqual([2]);
    expect(valuesOf(metricNames.payloadsNotStored)).toEqual([3]);
  });

  test('report the entries of each call and the time to acceptance of each entry', () => {
    publish({ entriesPerCall: [20, 20, 3], acceptanceMs: [15, 900] });

    expect(valuesOf(metricNames.calls)).toEqual([3]);
    expect(valuesOf(metricNames.entriesPerCall)).toEqual([20, 20, 3]);
    expect(valuesOf(metricNames.acceptanceMs)).toEqual([15, 900]);
  });

  test('report drops and dead letters by reason, and only those that happened', () => {
    publish({
      dropped: { noMapping: 4, filtered: 0, sourceGone: 1, skipped: 0 },
      held: { paused: 3, retired: 0, sourceGone: 0 },
      deadLettered: { ...newBatchCounters().deadLettered, rejected: 2 },
    });
    const byReason = metricLines().filter((line) => 'reason' in line);

    expect(byReason).toEqual([
      expect.objectContaining({ reason: 'noMapping', [metricNames.dropped]: 4 }),
      expect.objectContaining({ reason: 'sourceGone', [metricNames.dropped]: 1 }),
      expect.objectContaining({ reason: 'rejected', [metricNames.deadLettered]: 2 }),
      expect.objectContaining({ reason: 'paused', [metricNames.held]: 3 }),
    ]);
  });

  test('weigh each entry and each call alike: all values are there, at most 100 in a line, without a warning', () => {
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => {});
    const acceptanceMs = Array.from({ length: 5_000 }, (_, index) => index);
    publish({ acceptanceMs, entriesPerCall: Array.from({ length: 500 }, () => 20) });

    expect(warn).not.toHaveBeenCalled();
    const lists = metricLines().flatMap((line) => Object.values(line).filter(Array.isArray));
    expect(Math.max(...lists.map((list) => list.length))).toBeLessThanOrEqual(100);
    expect(valuesOf(metricNames.acceptanceMs)).toEqual(acceptanceMs);
    expect(valuesOf(metricNames.entriesPerCall)).toHaveLength(500);
    expect(valuesOf(metricNames.events)).toEqual([0]);
    expect(valuesOf(metricNames.calls)).toEqual([500]);
  });

  test('of one batch do not show up in the next', () => {
    const metrics = new Metrics({ namespace: 'Test', serviceName: 'fan-out' });
    publishBatchCounters({ ...newBatchCounters(), entriesPerCall: [20] }, metrics, new Logger());
    lines.length = 0;
    publishBatchCounters(newBatchCounters(), metrics, new Logger());

    expect(valuesOf(metricNames.entriesPerCall)).toEqual([]);
  });
});

test('one log line has the counts, and one more each failure by Region and code', () => {
  const failures = { 'us-east-1 ThrottlingException': 3, 'eu-west-1 HTTP 503': 1 };
  publish({ messages: 2, accepted: 7, failures });

  expect(logLines()).toHaveLength(3);
  expect(logLines()[0]).toMatchObject({
    message: 'batch done',
    messages: 2,
    accepted: 7,
    calls: 0,
    failures,
  });
  expect(logLines().slice(1)).toMatchObject([
    { message: 'entries failed', region: 'us-east-1', code: 'ThrottlingException', entries: 3 },
    { message: 'entries failed', region: 'eu-west-1', code: 'HTTP 503', entries: 1 },
  ]);
});
