import { describe, expect, test } from '@jest/globals';
import {
  deadLetterMessage,
  postponedMessage,
  retryMessage,
} from '../../../lambdas/delivery/messages.ts';
import { maxMessageBytes } from '../../../lambdas/domain/dead-letter.ts';
import { readMessage } from '../../../lambdas/domain/read-message.ts';
import { readRetryMessage } from '../../../lambdas/domain/retry-message.ts';
import { aDelivery, aDomainEvent, testNowMs } from '../../support/domain-builders.ts';

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

  test('tells the time of the first failure, and keeps it at later ones', () => {
    const first = retryMessage(aDelivery(), retry, testNowMs);
    const firstFailureTime = '2026-11-21T19:00:00.000Z';
    expect(readRetryMessage(first.body)).toMatchObject({ delivery: { firstFailureTime } });

    const later = retryMessage(aDelivery({ firstFailureTime }), retry, testNowMs + 99_000);
    expect(readRetryMessage(later.body)).toMatchObject({ delivery: { firstFailureTime } });
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

test('a postponed message counts no attempt and does not wait', () => {
  const delivery = aDelivery({ attempts: 2 });
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

  test.each([200, 700, 1_000])(
    'of an event that leaves %d bytes of what SQS takes still fits',
    (freeBytes) => {
      const empty = aDomainEvent({ detailJson: '{"x":""}' });
      const emptyBytes = Buffer.byteLength(JSON.stringify({ ...empty, detailJson: undefined }));
      const filling = 'x'.repeat(maxMessageBytes - emptyBytes - 30 - freeBytes);
      const event = { ...empty, detailJson: `{"x":"${filling}"}` };
      const message = deadLetterMessage(aDelivery({ event }), tooLarge, testNowMs);

      expect(Buffer.byteLength(message.body)).toBeLessThanOrEqual(maxMessageBytes);
      expect(message.attributes).toMatchObject({ reason: 'the entry is too large' });
      expect(message.body.includes(filling)).toBe(true);
    },
  );
});

test('an event that fills a message of SQS is dead-lettered whole, in a message that SQS takes', () => {
  const head = '{"id":"1","generator":"t/r","detailType":"push","detail":{"text":"';
  const body = `${head}${'x'.repeat(maxMessageBytes - head.length - 3)}"}}`;
  const [read] = readMessage(body, 0);
  if (read?.kind !== 'event') throw new Error('the body is an event');
  const delivery = aDelivery({ event: read.event });
  const why = { reason: 'entryTooLarge', text: 'too large' } as const;

  const letter = deadLetterMessage(delivery, why, 0);
  expect(Buffer.byteLength(letter.body)).toBe(maxMessageBytes);
  expect(JSON.parse(letter.body)).toEqual(JSON.parse(body));
});
