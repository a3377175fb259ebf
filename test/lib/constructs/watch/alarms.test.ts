import { describe, expect, test } from '@jest/globals';
import { functionNames } from '../../../../lambdas/settings/function-name.ts';
import { runbookSections } from '../../../../lib/constructs/watch/runbook.ts';
import { alarmsOf, stackName, watchTemplate, type AlarmProperties } from './a-watch.ts';

const home = watchTemplate();
const alarms = alarmsOf(home);

const fiveMinutes = 300;
const everyRun = 900;

/** Name; threshold; in how many periods, of how many seconds. */
const thresholds: readonly (readonly [string, string, number, number, number])[] = [
  ['page-events-aging', '>', 481, 3, 60],
  ['page-messages-returned', '>=', 1, 3, fiveMinutes],
  ['page-deliveries-failing', '>', 25, 3, fiveMinutes],
  ['ticket-retries-climbing', '>', 5, 6, fiveMinutes],
  ['ticket-events-dead-letters', '>=', 1, 1, fiveMinutes],
  ['ticket-retry-dead-letters', '>=', 1, 1, fiveMinutes],
  ['ticket-retry-queue-deep', '>', 5_000, 3, fiveMinutes],
  ['ticket-retry-queue-aging', '>', 1_382, 3, fiveMinutes],
  ['ticket-put-partner-events-calls-failing', '>', 5, 3, fiveMinutes],
  ['ticket-put-partner-events-entries-failing', '>', 5, 3, fiveMinutes],
  ['ticket-put-partner-events-throttled', '>', 1, 3, fiveMinutes],
  ['ticket-put-partner-events-near-quota', '>', 1_120, 3, 60],
  ['page-payloads-not-stored', '>=', 1, 3, fiveMinutes],
  ['ticket-history-queue-aging', '>', 600, 3, fiveMinutes],
  ['ticket-history-delayed', '>', 600_000, 3, fiveMinutes],
  ['ticket-history-incomplete', '>=', 1, 3, fiveMinutes],
  ['ticket-history-rows-lost', '>=', 1, 1, fiveMinutes],
  ['ticket-history-bodies-lost', '>=', 1, 1, fiveMinutes],
  ['ticket-history-dead-letters', '>=', 1, 1, fiveMinutes],
  ['ticket-history-runs-undelivered', '>=', 1, 1, fiveMinutes],
  ['page-history-foreign-body', '>=', 1, 1, fiveMinutes],
  ['ticket-replay-dead-letters', '>=', 1, 1, fiveMinutes],
  ...functionNames.flatMap(
    (name): readonly (readonly [string, string, number, number, number])[] => [
      [`ticket-${name}-errors`, '>=', 1, 1, fiveMinutes],
      [`ticket-${name}-throttles`, '>=', 1, 1, fiveMinutes],
    ],
  ),
  ['page-fan-out-recursive-invocations-dropped', '>=', 1, 1, fiveMinutes],
  ['page-retry-recursive-invocations-dropped', '>=', 1, 1, fiveMinutes],
  ['ticket-history-recursive-invocations-dropped', '>=', 1, 1, fiveMinutes],
  ['ticket-replay-recursive-invocations-dropped', '>=', 1, 1, fiveMinutes],
  ['ticket-reconcile-recursive-invocations-dropped', '>=', 1, 1, fiveMinutes],
  ['ticket-registration-recursive-invocations-dropped', '>=', 1, 1, fiveMinutes],
  ['ticket-fan-out-near-time-limit', '>', 54_000, 1, fiveMinutes],
  ['ticket-retry-near-time-limit', '>', 54_000, 1, fiveMinutes],
  ['ticket-history-near-time-limit', '>', 58_200, 1, fiveMinutes],
  ['ticket-replay-near-time-limit', '>', 54_000, 1, fiveMinutes],
  ['ticket-reconcile-near-time-limit', '>', 831_600, 1, fiveMinutes],
  ['ticket-registration-near-time-limit', '>', 26_100, 1, fiveMinutes],
  ['ticket-reconciler-late', '<', 1, 4, everyRun],
  ['ticket-reconciler-calls-failing', '>=', 10, 2, everyRun],
  ['ticket-reconciler-never-complete', '>=', 1, 6, 3_600],
  ['ticket-reconciler-dead-letters', '>=', 1, 1, fiveMinutes],
  ['ticket-checks-aging', '>', 86_400, 2, everyRun],
  ['ticket-sources-expiring', '>=', 1, 1, everyRun],
  ['page-registration-5xx', '>=', 5, 3, fiveMinutes],
  ['ticket-registration-slow', '>', 5_000, 3, fiveMinutes],
];

const operators: Readonly<Record<string, string>> = {
  GreaterThanThreshold: '>',
  GreaterThanOrEqualToThreshold: '>=',
  LessThanThreshold: '<',
};

function periodOf({ Period: period, Metrics: metrics = [] }: AlarmProperties): number | undefined {
  return period ?? metrics.find(({ MetricStat: stat }) => stat !== undefined)?.MetricStat?.Period;
}

describe('the alarms', () => {
  test.each(thresholds)('%s: %s %d in %d periods of %d s', (name, ...expected) => {
    const alarm = alarms.get(name)!;
    const {
      ComparisonOperator: operator,
      Threshold: threshold,
      EvaluationPeriods: periods,
    } = alarm;

    expect([operators[operator], threshold, periods, periodOf(alarm)]).toEqual(expected);
    expect(alarm.DatapointsToAlarm ?? periods).toBe(periods);
  });

  test('are these, and no others', () => {
    expect([...alarms.keys()].toSorted()).toEqual(thresholds.map(([name]) => name).toSorted());
  });

  test('each notify the topic when they begin and when they end', () => {
    const [topic] = Object.keys(home.findResources('AWS::SNS::Topic'));

    for (const { AlarmActions: actions, OKActions: okActions } of alarms.values()) {
      expect(actions).toEqual([{ Ref: topic }]);
      expect(okActions).toEqual([{ Ref: topic }]);
    }
  });

  test('each describe their impact in a sentence or more, and link to the runbook', () => {
    for (const { AlarmDescription: description } of alarms.values()) {
      expect(description).toMatch(/^[A-Z][^]+\. Runbook: docs\/runbook\.md#[a-z0-9-]+$/);
      // CloudWatch takes 1,024 characters.
      expect(description.length).toBeLessThanOrEqual(1_024);
    }
  });

  test('link to the runbook where the vendor has published it', () => {
    const url = 'https://wiki.example.com/runbook';
    const [alarm] = alarmsOf(watchTemplate({ runbookUrl: url })).values();

    expect(alarm!.AlarmDescription).toContain(` Runbook: ${url}#`);
  });

  test.each(functionNames)(
    'of stopped loops count what Lambda counts for the function %s alone',
    (name) => {
      const found = [...alarms].filter(([key]) =>
        key.endsWith(`-${name}-recursive-invocations-dropped`),
      );

      expect(found).toHaveLength(1);
      expect(found[0]![1]).toMatchObject({
        Namespace: 'AWS/Lambda',
        MetricName: 'RecursiveInvocationsDropped',
        Statistic: 'Sum',
        Dimensions: [{ Name: 'FunctionName' }],
      });
    },
  );

  test('treat missing data as good, except for the reconciler, where it is the fault', () => {
    const bad = [...alarms].filter(([, alarm]) => alarm.TreatMissingData !== 'notBreaching');

    expect(bad.map(([name, alarm]) => [name, alarm.TreatMissingData])).toEqual([
      ['ticket-reconciler-late', 'breaching'],
    ]);
  });

  test('have a name that a pager can select by its beginning', () => {
    const names = Object.values(home.findResources('AWS::CloudWatch::Alarm')).map(
      ({ Properties: { AlarmName: name } }): string => name,
    );

    expect(names.filter((name) => name.startsWith(`${stackName}-page-`))).toHaveLength(8);
    expect(names.filter((name) => name.startsWith(`${stackName}-ticket-`))).toHaveLength(
      names.length - 8,
    );
  });

  test('name in their expressions only metrics that they have', () => {
    for (const { Metrics: metrics = [] } of alarms.values()) {
      const ids = new Set(metrics.map(({ Id: id }) => id));
      const named = metrics.flatMap(
        ({ Expression: text = '' }) => text.match(/\b[a-z]\w*\b/g) ?? [],
      );

      expect(named.filter((id) => !ids.has(id))).toEqual([]);
      // CloudWatch takes ten metrics in an alarm.
      expect(metrics.length).toBeLessThanOrEqual(10);
    }
  });
});

describe('thresholds follow the stage', () => {
  test('its quota', () => {
    const quotas = { putPartnerEventsPerSecond: 5_000 };
    const raised = alarmsOf(watchTemplate({ stage: { quotas } }));

    expect(raised.get('ticket-put-partner-events-near-quota')!.Threshold).toBe(4_000);
  });

  test('what it prefers', () => {
    const atOnce = alarmsOf(watchTemplate({ stage: { delivery: { prefer: 'latency' } } }));
    const thresholdOf = (name: string) => atOnce.get(name)!.Threshold;

    expect(thresholdOf('page-events-aging')).toBe(480);
    expect(thresholdOf('ticket-retry-queue-aging')).toBe(1_380);
    // Ten batches of ten in a second, of each of five invocations.
    expect(thresholdOf('ticket-retry-queue-deep')).toBe(500);
  });

  describe.each([
    [2, 30],
    [15, 4],
    [61, 4],
    [1_440, 4],
  ])('its schedule: runs every %i minutes', (everyMinutes, periods) => {
    const scheduled = alarmsOf(watchTemplate({ stage: { reconcile: { everyMinutes } } }));

    test(`are late after ${periods}`, () => {
      const late = scheduled.get('ticket-reconciler-late')!;

      expect([periodOf(late), late.EvaluationPeriods]).toEqual([everyMinutes * 60, periods]);
    });

    test('need no longer look back than CloudWatch allows', () => {
      for (const alarm of scheduled.values()) {
        const seconds = periodOf(alarm)!;
        const most = seconds < 3_600 ? 86_400 : 7 * 86_400;

        expect(seconds * alarm.EvaluationPeriods).toBeLessThanOrEqual(most);
        expect(seconds % 60).toBe(0);
      }
    });
  });
});

describe('a Region that is not the home Region', () => {
  const names = [...alarmsOf(watchTemplate({ isHome: false })).keys()];

  test('has the alarms of the data plane alone', () => {
    const controlPlane = /reconcile|registration|replay|foreign-body|checks-aging|sources-expiring/;
    const expected = thresholds.map(([name]) => name).filter((name) => !controlPlane.test(name));

    expect(names.toSorted()).toEqual(expected.toSorted());
  });
});

test('every section of the runbook is that of some alarm', () => {
  const linked = Array.from(
    alarms.values(),
    ({ AlarmDescription: text }) => text.split('#')[1],
  ).filter((anchor) => anchor !== undefined);

  expect(new Set(linked)).toEqual(new Set(runbookSections));
});
