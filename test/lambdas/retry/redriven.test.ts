import { expect, test } from '@jest/globals';
import { deadLetterMessage, retryMessage } from '../../../lambdas/delivery/messages.ts';
import type { Delivery } from '../../../lambdas/domain/delivery.ts';
import { readRetryMessage } from '../../../lambdas/domain/retry-message.ts';
import { retryHandler } from '../../../lambdas/retry/handler.ts';
import { aDelivery, aMapping, testNowMs } from '../../support/domain-builders.ts';
import { fakeServices } from '../../support/delivery-services.ts';
import { fakeMappingTable } from '../../support/fake-mapping-table.ts';
import { answerEach, refuse } from '../../support/fake-put-partner-events.ts';
import { anInvocation, anSqsEvent } from '../../support/sqs-builders.ts';

const days = 24 * 60 * 60 * 1000;

/** What the retry function makes of a dead letter that was redriven at {@link testNowMs}. */
async function redrive(delivery: Delivery, code: string) {
  const failure = { code, message: '' };
  const why = { reason: 'tooOld', text: 'not accepted within 24 hours', failure } as const;
  const { body, attributes = {} } = deadLetterMessage(delivery, why, testNowMs);
  const event = anSqsEvent({ redriven: body });
  for (const record of event.Records) {
    for (const [name, stringValue] of Object.entries(attributes)) {
      record.messageAttributes[name] = { dataType: 'String', stringValue };
    }
  }
  const script = answerEach(refuse(code));
  const fakes = fakeServices({ mappings: fakeMappingTable(aMapping()), script });
  await retryHandler(fakes.services)(event, anInvocation());
  return fakes;
}

const old = aDelivery({
  attempts: 40,
  queuedAtMs: testNowMs - 3 * days,
  firstAttemptAtMs: testNowMs - 3 * days + 1_000,
  firstFailureTime: '2026-11-18T19:00:01.000Z',
});

test('a redriven entry that is throttled waits its turn again, three days old as it is', async () => {
  const { retryQueue, retryDeadLetters } = await redrive(old, 'ThrottlingException');

  expect(retryDeadLetters.messages).toEqual([]);
  expect(readRetryMessage(retryQueue.messages[0]!.body)).toMatchObject({
    delivery: {
      attempts: 1,
      queuedAtMs: testNowMs,
      firstAttemptAtMs: testNowMs,
      firstFailureTime: '2026-11-18T19:00:01.000Z',
    },
  });
});

test('one that fails for an unknown cause has its time again', async () => {
  const { retryQueue } = await redrive(old, 'NeverHeardOf');

  expect(retryQueue.messages).toHaveLength(1);
});

test('its new life is given once: what goes back to the retry queue is no redriven message', async () => {
  const { retryQueue } = await redrive(old, 'ThrottlingException');

  expect(retryQueue.messages[0]!.attributes ?? {}).toEqual({});
});

test('what EventBridge refuses for good is dead-lettered again at once', async () => {
  const { retryQueue, retryDeadLetters } = await redrive(old, 'MalformedDetail');

  expect(retryQueue.messages).toEqual([]);
  expect(retryDeadLetters.messages).toHaveLength(1);
});

test('one that SQS had moved by itself, without a reason, has its time again too', async () => {
  const failure = { code: 'ThrottlingException', message: '' };
  const { body } = retryMessage(old, { kind: 'retry', delaySeconds: 0, failure }, testNowMs);
  const script = answerEach(refuse(failure.code));
  const { services, retryQueue, retryDeadLetters } = fakeServices({
    mappings: fakeMappingTable(aMapping()),
    script,
  });
  await retryHandler(services)(anSqsEvent({ redriven: body }), anInvocation());

  expect(retryDeadLetters.messages).toEqual([]);
  expect(readRetryMessage(retryQueue.messages[0]!.body)).toMatchObject({
    delivery: { attempts: 1, firstAttemptAtMs: testNowMs },
  });
});
