import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Delivery } from '../../../../lambdas/domain/delivery.ts';
import { historyOutcomes, type HistoryRow } from '../../../../lambdas/domain/history/row.ts';
import { isException, rowOf } from '../../../../lambdas/domain/history/row-of.ts';
import type { Disposition } from '../../../../lambdas/domain/retry-policy.ts';
import { testEventDetailType } from '../../../../lambdas/domain/test-event.ts';
import { aDelivery, aDomainEvent, aMapping, testNowMs } from '../../../support/domain-builders.ts';

const failure = { code: 'ThrottlingException', message: 'slow down' };
const accepted: Disposition = { kind: 'accepted', eventBridgeId: 'eb-1' };
const retry: Disposition = { kind: 'retry', delaySeconds: 1, failure };
const rejected: Disposition = {
  kind: 'deadLetter',
  why: { reason: 'rejected', text: '', failure },
};
const tooLarge: Disposition = { kind: 'deadLetter', why: { reason: 'entryTooLarge', text: '' } };
const active = aMapping({ lastCheckedAt: new Date(testNowMs).toISOString() });

function rowFor(disposition: Disposition, fields: Partial<Delivery> = {}) {
  const delivery = aDelivery(fields);
  return rowOf({ delivery, mapping: active, disposition, nowMs: testNowMs + 50, body: undefined });
}

const anAcceptedRow: HistoryRow = {
  eventId: 'event-1',
  eventBridgeId: 'eb-1',
  detailType: 'push',
  queuedAtMs: testNowMs,
  atMs: testNowMs + 50,
  outcome: 'accepted',
  attempts: 1,
  state: 'ACTIVE',
  trigger: 'live',
};

describe('a row', () => {
  test('has the event’s id, EventBridge’s, the times, the state and the trigger', () => {
    expect(rowFor(accepted)).toStrictEqual(anAcceptedRow);
  });

  test.each<[string, Disposition, Partial<HistoryRow>]>([
    ['a first failure', retry, { outcome: 'waiting', attempts: 1, failure }],
    [
      'a refused one',
      rejected,
      { outcome: 'deadLettered', reason: 'rejected', attempts: 1, failure },
    ],
    ['one too large', tooLarge, { outcome: 'deadLettered', reason: 'entryTooLarge', attempts: 0 }],
    [
      'one for a paused source',
      { kind: 'hold', reason: 'paused' },
      { outcome: 'held', reason: 'paused', attempts: 0 },
    ],
    [
      'one whose source was gone',
      { kind: 'hold', reason: 'sourceGone', failure },
      { outcome: 'held', reason: 'sourceGone', attempts: 1, failure },
    ],
    ['a skipped one', { kind: 'skip' }, { outcome: 'skipped', attempts: 0 }],
  ])('of %s', (_, disposition, fields) => {
    const { eventBridgeId: _id, ...others } = anAcceptedRow;

    expect(rowFor(disposition)).toStrictEqual({ ...others, ...fields });
  });

  test.each<[string, Disposition, number]>([
    ['a retry that is not the first', retry, 1],
    ['a postponed delivery', { kind: 'postpone' }, 0],
    ['a dropped one', { kind: 'drop', failure }, 0],
  ])('is not made of %s', (_, disposition, attempts) => {
    expect(rowFor(disposition, { attempts })).toBeUndefined();
  });

  test('counts the attempts of the retry queue', () => {
    expect(rowFor(accepted, { attempts: 4 })).toMatchObject({ outcome: 'accepted', attempts: 5 });
    expect(rowFor(rejected, { attempts: 4 })).toMatchObject({ attempts: 5 });
    expect(rowFor({ kind: 'hold', reason: 'paused' }, { attempts: 4 })).toMatchObject({
      attempts: 4,
    });
    expect(rowFor({ kind: 'skip' }, { attempts: 4 })).toMatchObject({ attempts: 4 });
  });

  test('has a failure as short as a retry message has it', () => {
    const message = '\u0000'.repeat(10_000);

    for (const disposition of [
      { ...retry, failure: { code: 'x', message } },
      { kind: 'hold', reason: 'sourceGone', failure: { code: 'x', message } } as const,
      {
        kind: 'deadLetter',
        why: { reason: 'tooOld', text: '', failure: { code: 'x', message } },
      } as const,
    ]) {
      expect(JSON.stringify(rowFor(disposition)).length).toBeLessThan(1_000);
    }
  });

  test('has the place of the event’s text if there is one', () => {
    const body = { key: 'bodies/1', offset: 0, length: 100, line: 7 };
    const row = rowOf({
      delivery: aDelivery(),
      mapping: active,
      disposition: accepted,
      nowMs: testNowMs,
      body,
    });

    expect(row).toMatchObject({ body });
  });

  test.each([
    [{}, { trigger: 'live' }],
    [{ event: aDomainEvent({ detailType: testEventDetailType }) }, { trigger: 'test' }],
    [{ trigger: 'redrive' as const }, { trigger: 'redrive' }],
    [
      { trigger: 'resend' as const, replay: 'r-1' },
      { trigger: 'resend', replay: 'r-1' },
    ],
    [
      { trigger: 'replay' as const, replay: 'r-1' },
      { trigger: 'replay', replay: 'r-1' },
    ],
  ])('of %j says what caused it: %j', (fields, expected) => {
    expect(rowFor(accepted, fields)).toMatchObject(expected);
  });
});

test('the first outcome and the last one have rows, however often it is tried in between', () => {
  const anyEnd = fc.constantFrom<Disposition>(
    accepted,
    rejected,
    { kind: 'hold', reason: 'retired' },
    { kind: 'skip' },
  );
  fc.assert(
    fc.property(fc.nat(30), anyEnd, (retries, end) => {
      const rows = [...Array.from({ length: retries }, () => retry), end].map(
        (disposition, attempts) => rowFor(disposition, { attempts }),
      );
      const made = rows.filter((row) => row !== undefined);

      expect(made).toHaveLength(retries === 0 ? 1 : 2);
      expect(made.at(-1)).toBe(rows.at(-1));
      expect(made.filter(({ outcome }) => outcome === 'waiting')).toHaveLength(
        retries === 0 ? 0 : 1,
      );
    }),
  );
});

describe('the mode “exceptions”', () => {
  test('leaves out what was accepted at once while the customer listened', () => {
    expect(isException(anAcceptedRow)).toBe(false);
    expect(isException({ ...anAcceptedRow, trigger: 'test' })).toBe(false);
  });

  test.each<Partial<HistoryRow>>([
    { state: 'PENDING' },
    { state: 'unknown' },
    { attempts: 2 },
    { trigger: 'redrive' },
    { trigger: 'replay' },
    { trigger: 'resend' },
    ...historyOutcomes.filter((outcome) => outcome !== 'accepted').map((outcome) => ({ outcome })),
  ])('has %j', (fields) => {
    expect(isException({ ...anAcceptedRow, ...fields })).toBe(true);
  });
});
