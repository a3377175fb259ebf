import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import { publishReconcileReport } from '../../../../lambdas/aws/publish-reconcile-report.ts';
import { publishBatchCounters } from '../../../../lambdas/aws/report.ts';
import { applyDispositions } from '../../../../lambdas/delivery/apply-dispositions.ts';
import { deadLetterUnreadable } from '../../../../lambdas/delivery/dead-letter-unreadable.ts';
import type { MessageQueue } from '../../../../lambdas/ports/delivery.ts';
import { newBatchCounters } from '../../../../lambdas/delivery/batch-counters.ts';
import { callProblem } from '../../../../lambdas/registration/call-problem.ts';
import { regionCalls } from '../../../../lambdas/reconcile/region-calls.ts';
import { newReport } from '../../../../lambdas/reconcile/report.ts';
import { aDelivery } from '../../../support/domain-builders.ts';
import { fakePartnerSources } from '../../../support/fake-partner-sources.ts';
import { powertoolsLines, type Line } from '../../../support/powertools-lines.ts';
import { virtualClock } from '../../../../tools/simulators/virtual-clock.ts';
import { stackName, watchTemplate } from './a-watch.ts';

const lines = powertoolsLines();

beforeEach(() => {
  jest.spyOn(console, 'warn').mockImplementation((line: string) => {
    lines.push(JSON.parse(line));
  });
});

interface QueryProperties {
  readonly Name: string;
  readonly QueryString: string;
  readonly LogGroupNames: readonly unknown[];
}

function queriesOf(isHome: boolean): ReadonlyMap<string, QueryProperties> {
  const found = Object.values(
    watchTemplate({ isHome }).findResources('AWS::Logs::QueryDefinition'),
  );
  return new Map(
    found.map(({ Properties: query }) => [query.Name.replace(`${stackName}/`, ''), query]),
  );
}

const queries = queriesOf(true);

/** The log line that has a message; the lines of metrics are not among them. */
function lineOf(message: string): Line {
  const found = lines.find((line) => line['message'] === message);
  if (found === undefined) throw new Error(`nothing was logged with "${message}"`);
  return found;
}

/** The value at a path such as `report.found.gone`, as Logs Insights finds it. */
function fieldOf(line: Line, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (value as Line | undefined)?.[key], line);
}

function textOf(name: string): string {
  return queries.get(name)!.QueryString;
}

function messagesIn(query: string): readonly string[] {
  const [filter = ''] = query.split('\n');
  return Array.from(filter.matchAll(/"([^"]+)"/g), ([, message]) => message!);
}

const queue: MessageQueue = { send: async (messages) => messages.map(() => true) };

async function deadLetterBothWays(): Promise<void> {
  const log = new Logger();
  const services = { retryQueue: queue, retryDeadLetters: queue, log, now: () => 0 };
  const failure = { code: 'AccessDeniedException', message: 'no' };
  const why = { reason: 'rejected', text: 'refused', failure } as const;
  const decided = { delivery: aDelivery(), disposition: { kind: 'deadLetter', why } } as const;
  await applyDispositions([decided], services, newBatchCounters());
  const unreadable = [{ messageId: 'm1', body: '', text: 'no JSON' }];
  await deadLetterUnreadable(unreadable, 'invalidEvent', queue, {
    log,
    counters: newBatchCounters(),
  });
}

describe('the saved queries', () => {
  test('have the stack for a folder, and ask the logs of at least one function', () => {
    for (const { Name: name, LogGroupNames: groups } of queries.values()) {
      expect(name.startsWith(`${stackName}/`)).toBe(true);
      expect(groups.length).toBeGreaterThan(0);
    }
  });

  test('of a Region that is not the home Region are those of the data plane', () => {
    expect([...queriesOf(false).keys()].toSorted()).toEqual([
      'Batches',
      'Dead letters by reason',
      'Failures by Region and code',
      'Log lines of a source',
      'Recorder warnings and errors',
      'Slowest batches',
    ]);
  });

  test('of dead letters ask for lines and fields that are logged', async () => {
    await deadLetterBothWays();
    const query = textOf('Dead letters by reason');

    for (const message of messagesIn(query)) expect(lineOf(message)).toHaveProperty('reason');
    expect(messagesIn(query)).toHaveLength(2);
    expect(lineOf('entry dead-lettered')).toMatchObject({
      reason: 'rejected',
      errorCode: 'AccessDeniedException',
      region: aDelivery().region,
    });
    expect(query).toContain('by reason, errorCode, region');
  });

  test('of failures find Region, code and number, a line for each kind', () => {
    const failures = { 'us-east-1 ThrottlingException': 3, 'eu-west-1 HTTP 503': 1 };
    publishBatchCounters(
      { ...newBatchCounters(), failures },
      new Metrics({ namespace: 'Test' }),
      new Logger(),
    );
    const query = textOf('Failures by Region and code');
    const [message = ''] = messagesIn(query);

    expect(lineOf(message)).toMatchObject({
      region: 'us-east-1',
      code: 'ThrottlingException',
      entries: 3,
    });
    expect(query).toContain('stats sum(entries)');
    expect(query).toContain('by region, code');
  });

  test('of batches ask for fields that are logged', () => {
    publishBatchCounters(newBatchCounters(), new Metrics({ namespace: 'Test' }), new Logger());
    const query = textOf('Batches');
    const [, list = ''] = query.match(/fields @timestamp, (.+)$/m) ?? [];

    const line = lineOf(messagesIn(query)[0]!);
    const absent = list.split(', ').filter((field) => fieldOf(line, field) === undefined);
    expect(absent).toEqual([]);
  });

  test('of the reconciler ask for fields that are logged', () => {
    const report = { ...newReport(false), oldestCheckSeconds: 7 };
    publishReconcileReport(report, new Metrics({ namespace: 'Test' }), new Logger());
    const query = textOf('Reconciler runs');
    const [, list = ''] = query.match(/fields @timestamp, (.+)$/m) ?? [];

    const line = lineOf(messagesIn(query)[0]!);
    const absent = list.split(', ').filter((field) => fieldOf(line, field) === undefined);
    expect(absent).toEqual([]);
  });

  test('of sources that are not answered for find the source, its Region and the error', async () => {
    const sources = fakePartnerSources(() => 0);
    sources.disturb(() => {
      throw new DOMException('no answer', 'TimeoutError');
    });
    const services = { sources, log: new Logger(), time: virtualClock(), report: newReport(false) };
    const { observe } = regionCalls('us-east-1', 40, services);
    await services.time.runUntil(observe('aws.partner/a/b', Infinity));
    const query = textOf('Unanswered sources');

    expect(lineOf(messagesIn(query)[0]!)).toMatchObject({
      sourceName: 'aws.partner/a/b',
      region: 'us-east-1',
      code: 'TimeoutError',
    });
    expect(query).toContain('by sourceName, region, code');
  });

  test("of the registration API's problems ask for fields that are logged", () => {
    const failure = { code: 'ThrottlingException', message: 'slow down' };
    const place = { sourceName: 'aws.partner/a/b', region: 'us-east-1' };
    callProblem(failure, place, new Logger());
    const query = textOf('Registration API problems by code');
    const line = lineOf('a call about a source failed');

    for (const field of ['kind', 'failure.code', 'region']) {
      expect(fieldOf(line, field)).toBeDefined();
      expect(query).toContain(field);
    }
    expect(['WARN', 'ERROR']).toContain(line['level']);
  });
});
