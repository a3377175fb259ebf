import { describe, expect, test } from '@jest/globals';
import {
  deadLetterMessage,
  postponedMessage,
  retryMessage,
} from '../../../lambdas/delivery/messages.ts';
import { readRetryMessage } from '../../../lambdas/domain/retry-message.ts';
import { aDelivery, aQueuedDelivery, testNowMs } from '../../support/domain-builders.ts';

const failure = { code: 'ThrottlingException', message: 'slow down' };
const retry = { kind: 'retry', delaySeconds: 30, failure } as const;
const tooLarge = { reason: 'entryTooLarge', text: 'the entry is too large' } as const;

describe('a retry message', () => {
  test('counts the attempt and waits', () => {
    const { body, delaySeconds } = retryMessage(aDelivery({ attempts: 2 }), retry, testNowMs);

    expect(delaySeconds).toBe(30);
    expect(readRetryMessage(body)).toMatchObject({ delivery: { attempts: 3 } });
    expect(JSON.parse(body)).toMatchObject({ lastError: failure });
  });

  test('has the time of the first failure, and keeps it at later ones', () => {
    const first = retryMessage(aDelivery(), retry, testNowMs);
    const firstFailureTime = '2026-11-21T19:00:00.000Z';
    expect(readRetryMessage(first.body)).toMatchObject({ delivery: { firstFailureTime } });

    const later = retryMessage(aDelivery({ firstFailureTime }), retry, testNowMs + 99_000);
    expect(readRetryMessage(later.body)).toMatchObject({ delivery: { firstFailureTime } });
  });

  test('has the time of the first attempt, from which its time counts, and keeps it at later ones', () => {
    const first = retryMessage(aDelivery(), retry, testNowMs);
    expect(readRetryMessage(first.body)).toMatchObject({
      delivery: { firstAttemptAtMs: testNowMs },
    });

    const tried = aDelivery({ firstAttemptAtMs: testNowMs });
    const later = retryMessage(tried, retry, testNowMs + 99_000);
    expect(readRetryMessage(later.body)).toMatchObject({
      delivery: { firstAttemptAtMs: testNowMs },
    });
  });
});

test('each message is of its tenant, whose turn SQS can hold back', () => {
  const delivery = aDelivery({ generator: 'my tenant/repo1' });
  const messages = [
    retryMessage(delivery, retry, testNowMs),
    postponedMessage(delivery),
    deadLetterMessage(delivery, tooLarge, testNowMs),
  ];

  expect(messages.map(({ groupId }) => groupId)).toEqual(messages.map(() => 'my%20tenant'));
});

test('a postponed message of a delivery that was never attempted has no first attempt', () => {
  const { body } = postponedMessage(aDelivery());

  expect(JSON.parse(body)).not.toHaveProperty('firstAttemptAt');
});

test('a postponed message counts no attempt and does not wait', () => {
  const delivery = aQueuedDelivery({ attempts: 2 });
  const message = postponedMessage(delivery);

  expect(message).not.toHaveProperty('delaySeconds');
  expect(readRetryMessage(message.body)).toEqual({ kind: 'delivery', delivery });
});

describe('a dead letter', () => {
  test('can be redriven to the retry queue as it is', () => {
    const why = { reason: 'rejected', text: 'refused', failure } as const;
    const { body, attributes } = deadLetterMessage(aDelivery({ attempts: 4 }), why, testNowMs);

    expect(readRetryMessage(body)).toMatchObject({ kind: 'delivery', delivery: { attempts: 5 } });
    expect(attributes).toMatchObject({
      reason: 'refused',
      errorCode: 'ThrottlingException',
      errorMessage: 'slow down',
      attempts: '5',
      sourceName: aDelivery().sourceName,
      firstFailureTime: '2026-11-21T19:00:00.000Z',
    });
  });

  test('of an entry that was never tried counts no attempt', () => {
    const { body, attributes } = deadLetterMessage(aDelivery(), tooLarge, testNowMs);

    expect(readRetryMessage(body)).toMatchObject({ delivery: { attempts: 0 } });
    expect(attributes).toMatchObject({ reason: 'the entry is too large', attempts: '0' });
    expect(attributes).not.toHaveProperty('firstFailureTime');
  });
});
