import { describe, expect, test } from '@jest/globals';
import { resultText, isAwaited, progressText } from '../../../web/source/test-event-texts.ts';
import { aSource, testNowMs } from '../support/builders.ts';

const sent = {
  event: { id: 'event-1', detailType: 'Test', state: 'ACTIVE', wasActive: true },
  sentAtMs: testNowMs,
} as const;
const accepted = aSource({
  lastAcceptedEvent: {
    id: 'event-1',
    detailType: 'Test',
    acceptedAt: '2026-11-21T19:00:01Z',
    state: 'ACTIVE',
  },
});

describe('a test event', () => {
  test('is awaited until it is accepted', () => {
    expect(isAwaited(sent, aSource(), testNowMs + 1000)).toBe(true);
    expect(isAwaited(sent, accepted, testNowMs + 1000)).toBe(false);
  });

  test('is not awaited for ever', () => {
    expect(isAwaited(sent, aSource(), testNowMs + 3_600_000)).toBe(false);
    expect(progressText(sent, aSource(), testNowMs + 3_600_000)).toMatch(/not confirmed/);
  });

  test('that is accepted is reported as accepted', () => {
    expect(progressText(sent, accepted, testNowMs)).toBe('EventBridge has accepted it.');
  });

  test('of a source that was not active is reported as not received', () => {
    expect(resultText({ ...sent.event, state: 'PENDING', wasActive: false })).toMatch(
      /customer does not receive it/,
    );
    expect(resultText(sent.event)).not.toMatch(/does not receive/);
  });
});
