import { describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import type { Ambiguity } from './evidence.ts';
import type { RecordedOutcome } from './read-history.ts';
import { judge, type Arrival, type Findings } from './verdict.ts';

const partner = 'vendor.example.test';
const account = '200000000001';
const region = 'us-east-1';
const bus = `aws.partner/${partner}/acct1/repo1/${account}`;

const anEvent = (id: string) => ({ id, generator: 'acct1/repo1', detailType: 'push', digest: id });

const anArrival = (eventId: string, other: Partial<Arrival> = {}): Arrival => ({
  region,
  account,
  bus,
  eventId,
  detailType: 'push',
  digest: eventId,
  isStub: false,
  ...other,
});

const hash = createHash('sha256')
  .update(`arn:aws:events:us-east-1::event-source/${bus}`)
  .digest('base64url');

const aRow = (eventId: string, other: Partial<RecordedOutcome> = {}): RecordedOutcome => ({
  partition: `acct1#${hash.slice(0, 16)}`,
  eventId,
  outcome: 'accepted',
  hasText: true,
  ...other,
});

/** Two events for one customer, both received once; a second customer of another generator got nothing. */
const findings = (other: Partial<Findings> = {}): Findings => ({
  partner,
  sources: [
    { generator: 'acct1/repo1', account, region },
    { generator: 'acct1/repo10', account: '200000000002', region },
  ],
  ledger: [anEvent('1'), anEvent('2')],
  arrivals: [anArrival('1'), anArrival('2')],
  waiting: [],
  deadLetters: [],
  ambiguities: [],
  history: [aRow('1'), aRow('2')],
  rowsLost: 0,
  ...other,
});

const crash = (...eventIds: readonly string[]): Ambiguity => ({ cause: 'crashed', eventIds });

describe('the verdict on a run', () => {
  test('is clean when every event arrived once where it was asked for', () => {
    expect(judge(findings())).toMatchObject({
      accepted: 2,
      deliveries: 2,
      received: 2,
      stubs: 0,
      lost: 0,
      misdelivered: 0,
      waiting: 0,
      deadLettered: 0,
      duplicates: 0,
    });
  });

  test('reports a delivery without a row, and a row without a text', () => {
    const history = [aRow('1', { hasText: false }), aRow('2', { outcome: 'waiting' })];
    expect(judge(findings({ history, rowsLost: 3 })).history).toStrictEqual({
      rows: 2,
      withoutRow: 1,
      countedAsLost: 3,
      withoutText: 1,
      examples: [`2 to ${bus} in us-east-1`],
    });
    expect(judge(findings()).history).toMatchObject({ withoutRow: 0, withoutText: 0 });
  });

  test('wants a row of its own for a delivery that was dead-lettered', () => {
    const dead = {
      arrivals: [anArrival('1')],
      deadLetters: [{ eventId: '2', source: { region, name: bus } }],
    };
    expect(judge(findings(dead)).history.withoutRow).toBe(1);
    const history = [aRow('1'), aRow('2', { outcome: 'deadLettered' })];
    expect(judge(findings({ ...dead, history })).history.withoutRow).toBe(0);
  });

  test('reports an event that was lost, and which', () => {
    const verdict = judge(findings({ arrivals: [anArrival('1')] }));
    expect(verdict.lost).toBe(1);
    expect(verdict.examples.lost).toStrictEqual([`2 to ${bus} in us-east-1`]);
  });

  test('reports an event that one of two customers did not get', () => {
    const sources = [
      { generator: 'acct1/repo1', account, region },
      { generator: 'acct1/repo1', account, region: 'eu-west-1' },
    ];
    const arrivals = [anArrival('1'), anArrival('2'), anArrival('1', { region: 'eu-west-1' })];
    expect(judge(findings({ sources, arrivals }))).toMatchObject({ deliveries: 4, lost: 1 });
  });

  test('expects nothing at a source that does not want the detail type', () => {
    const sources = [{ generator: 'acct1/repo1', account, region, detailTypes: ['release'] }];
    expect(judge(findings({ sources, arrivals: [] }))).toMatchObject({ deliveries: 0, lost: 0 });
    expect(judge(findings({ sources })).misdelivered).toBe(2);
  });

  test.each([
    ["another generator's bus", { bus: `aws.partner/${partner}/acct1/repo10/200000000002` }],
    ["another account's bus of that name", { account: '200000000002' }],
    ['another Region', { region: 'eu-west-1' }],
    ['the right bus with another detail', { digest: 'other' }],
    ['the right bus with another detail type', { detailType: 'release' }],
    ['the right bus, though nobody had accepted it', { eventId: '3', digest: '3' }],
  ])('reports an event that reached %s', (_, other) => {
    const arrivals = [anArrival('1'), anArrival('2'), anArrival('2', other)];
    expect(judge(findings({ arrivals }))).toMatchObject({
      lost: 0,
      misdelivered: 1,
      duplicates: 0,
    });
  });

  test('does not take an event that arrived altered for one that arrived', () => {
    const arrivals = [anArrival('1'), anArrival('2', { digest: 'other' })];
    expect(judge(findings({ arrivals }))).toMatchObject({ lost: 1, misdelivered: 1 });
  });

  test('reports a duplicate without a cause, and which', () => {
    const verdict = judge(findings({ arrivals: [anArrival('1'), anArrival('2'), anArrival('2')] }));
    expect(verdict.duplicatesByCause).toStrictEqual({ crashed: 0, unanswered: 0, unexplained: 1 });
    expect(verdict.examples.unexplained).toStrictEqual([`2 to ${bus} in us-east-1, 2 times`]);
  });

  test('takes a crash for the cause of one duplicate of each of its deliveries, and of no more', () => {
    const arrivals = ['1', '2', '2', '2'].map((id) => anArrival(id));
    const verdict = judge(findings({ arrivals, ambiguities: [crash('1', '2')] }));
    expect(verdict.duplicatesByCause).toStrictEqual({ crashed: 1, unanswered: 0, unexplained: 1 });
  });

  test('takes an unanswered call for the cause of what no crash explains', () => {
    const arrivals = ['1', '2', '2', '2'].map((id) => anArrival(id));
    const ambiguities = [crash('2'), { cause: 'unanswered', eventIds: ['2', '1'] } as const];
    const verdict = judge(findings({ arrivals, ambiguities }));
    expect(verdict.duplicatesByCause).toStrictEqual({ crashed: 1, unanswered: 1, unexplained: 0 });
  });

  test('takes a crash and the call under way in it for one cause', () => {
    const arrivals = ['1', '2', '2', '2'].map((id) => anArrival(id));
    const ambiguities = [crash('2'), { cause: 'abandoned', eventIds: ['2'] } as const];
    const verdict = judge(findings({ arrivals, ambiguities }));
    expect(verdict.duplicatesByCause).toStrictEqual({ crashed: 1, unanswered: 0, unexplained: 1 });
  });

  test('does not count as lost what a queue holds for every source, or for that one', () => {
    const held = [{ eventId: '1' }, { eventId: '2', source: { region, name: bus } }];
    expect(judge(findings({ arrivals: [], waiting: held }))).toMatchObject({ waiting: 2, lost: 0 });
    const verdict = judge(findings({ arrivals: [], deadLetters: held }));
    expect(verdict).toMatchObject({ deadLettered: 2, lost: 0 });
  });

  test('counts as lost what a queue holds for another source only', () => {
    const held = [{ eventId: '1', source: { region: 'eu-west-1', name: bus } }];
    expect(judge(findings({ arrivals: [anArrival('2')], deadLetters: held })).lost).toBe(1);
  });
});
