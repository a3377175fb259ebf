import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { describe, expect, test } from '@jest/globals';
import { publishReconcileReport } from '../../../../lambdas/aws/publish-reconcile-report.ts';
import { publishRecorderReport } from '../../../../lambdas/aws/history/publish-recorder-report.ts';
import { publishFetch } from '../../../../lambdas/aws/payloads/publish-fetch.ts';
import { publishBatchCounters } from '../../../../lambdas/aws/report.ts';
import {
  publishForeignBody,
  publishReplayedEntries,
  publishReplayEnded,
} from '../../../../lambdas/aws/report-replays.ts';
import { newBatchCounters } from '../../../../lambdas/delivery/batch-counters.ts';
import { isOver, replayStates } from '../../../../lambdas/domain/history/replay.ts';
import { metricsNamespace } from '../../../../lambdas/settings/deployment.ts';
import { emptyReport } from '../../../../lambdas/history/run-state.ts';
import { newReport } from '../../../../lambdas/reconcile/report.ts';
import { powertoolsLines, type Line } from '../../../support/powertools-lines.ts';
import { alarmsOf, metricKey, watchTemplate, widgetsOf } from './a-watch.ts';

const lines = powertoolsLines();
const template = watchTemplate();

/** What the alarms use of the functions' own metrics. */
function usedByAlarms(): readonly string[] {
  return Array.from(alarmsOf(template).values()).flatMap((alarm) => {
    const parts = (alarm.Metrics ?? []).flatMap(({ MetricStat: stat }) => stat?.Metric ?? []);
    return [alarm, ...parts].flatMap(
      ({ Namespace: namespace, MetricName: name, Dimensions: list }) =>
        namespace === metricsNamespace
          ? [
              metricKey(
                name!,
                Object.fromEntries((list ?? []).map((each) => [each.Name, each.Value])),
              ),
            ]
          : [],
    );
  });
}

/** What the dashboard uses of them. A row is namespace, name, dimension, value, ..., options. */
function usedByDashboard(): readonly string[] {
  const rows = widgetsOf(template).flatMap(({ properties }) => properties.metrics ?? []);
  return rows.flatMap(([namespace, name, ...rest]) => {
    const words = rest.filter((each) => typeof each === 'string');
    const dimensions = words.flatMap((word, i) => (i % 2 === 0 ? [[word, words[i + 1]!]] : []));
    return namespace === metricsNamespace
      ? [metricKey(String(name), Object.fromEntries(dimensions))]
      : [];
  });
}

function metricsOf(serviceName: string): Metrics {
  return new Metrics({ namespace: metricsNamespace, serviceName });
}

/** A counters in which everything has happened. */
function fullCounters() {
  const counters = newBatchCounters();
  for (const counts of [counters.dropped, counters.deadLettered, counters.held]) {
    Object.assign(counts, Object.fromEntries(Object.keys(counts).map((reason) => [reason, 1])));
  }
  const payloads = { storedPayloads: 1, payloadsNotStored: 1 };
  return { ...counters, ...payloads, entriesPerCall: [20], acceptanceMs: [15] };
}

/** Every metric and set of dimensions that the functions write, as CloudWatch reads it in their logs. */
function written(): ReadonlySet<string> {
  for (const service of ['fan-out', 'retry', 'replay']) {
    publishBatchCounters(fullCounters(), metricsOf(service), new Logger());
  }
  const mappings = { PENDING: 1, ACTIVE: 1, DELETED: 1 };
  const report = { ...newReport(false), mappings, oldestCheckSeconds: 1 };
  publishReconcileReport(report, metricsOf('reconcile'), new Logger());
  publishRecorderReport({ ...emptyReport, delayMs: 1 }, metricsOf('history'), new Logger());
  publishReplayedEntries(1, metricsOf('replay'));
  for (const state of replayStates.filter((one) => isOver({ state: one }))) {
    publishReplayEnded(state, metricsOf('replay'));
  }
  for (const service of ['registration', 'replay']) publishForeignBody(metricsOf(service));
  publishFetch(metricsOf('registration'));
  return new Set(lines.flatMap(keysOf));
}

interface EmbeddedMetrics {
  readonly Namespace: string;
  readonly Dimensions: readonly (readonly string[])[];
  readonly Metrics: readonly { readonly Name: string }[];
}

function keysOf(line: Line): readonly string[] {
  const { CloudWatchMetrics: directives = [] } = (line['_aws'] ?? {}) as {
    CloudWatchMetrics?: readonly EmbeddedMetrics[];
  };
  return directives
    .filter(({ Namespace: namespace }) => namespace === metricsNamespace)
    .flatMap(({ Dimensions: sets, Metrics: metrics }) =>
      sets.flatMap((set) => {
        const dimensions = Object.fromEntries(set.map((name) => [name, String(line[name])]));
        return metrics.map(({ Name: name }) => metricKey(name, dimensions));
      }),
    );
}

describe("the functions' own metrics", () => {
  test('that alarms go by are written, with these very dimensions', () => {
    const all = written();
    const used = usedByAlarms();

    expect(used.length).toBeGreaterThan(10);
    expect(used.filter((key) => !all.has(key))).toEqual([]);
  });

  test('that the dashboard shows are written, with these very dimensions', () => {
    const all = written();
    const used = usedByDashboard();

    expect(used.length).toBeGreaterThan(40);
    expect(used.filter((key) => !all.has(key))).toEqual([]);
  });

  test('are all on the dashboard, but for reasons that a function never has', () => {
    const used = new Set(usedByDashboard());
    const missing = [...written()].filter((key) => !used.has(key));

    // Of the replay function the dashboard shows what it replayed; its log has the rest.
    const ofOthers = missing.filter((key) => !key.includes('service=replay'));
    expect(ofOthers.toSorted()).toEqual([
      'DeadLettered reason=invalidEvent service=retry',
      'DeadLettered reason=invalidRetryMessage service=fan-out',
      // It takes twelve attempts, and the fan-out function makes the first.
      'DeadLettered reason=unknownFailure service=fan-out',
      'Dropped reason=noMapping service=retry',
      // The retry function reads entries, not events.
      'Entries service=retry',
      'Events service=retry',
    ]);
  });
});
