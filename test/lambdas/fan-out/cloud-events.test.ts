import { expect, test } from '@jest/globals';
import { fanOutHandler } from '../../../lambdas/fan-out/handler.ts';
import { readRetryMessage } from '../../../lambdas/domain/retry-message.ts';
import { aCloudEventValue, aDomainEvent, aMapping } from '../../support/domain-builders.ts';
import { fakeServices } from '../../support/delivery-services.ts';
import { fakeMappingTable } from '../../support/fake-mapping-table.ts';
import { answerEach, refuse } from '../../support/fake-put-partner-events.ts';
import { anInvocation, anSqsEvent } from '../../support/sqs-builders.ts';

type Overrides = Parameters<typeof fakeServices>[0];

async function run(value: unknown, overrides: Overrides = {}) {
  const fakes = fakeServices({ mappings: fakeMappingTable(aMapping()), ...overrides });
  await fanOutHandler(fakes.services)(anSqsEvent({ m: JSON.stringify(value) }), anInvocation());
  return { ...fakes, put: fakes.calls.flatMap(({ deliveries }) => deliveries) };
}

test('a CloudEvent reaches its customer as the domain event that it means', async () => {
  const { put } = await run(aCloudEventValue());

  expect(put).toMatchObject([{ event: aDomainEvent() }]);
});

test('a batch of CloudEvents is one message with several events', async () => {
  const { put, reported } = await run([aCloudEventValue(), aCloudEventValue({ id: 'event-2' })]);

  expect(put.map(({ event }) => event.id)).toEqual(['event-1', 'event-2']);
  expect(reported).toMatchObject([{ messages: 1, events: 2, accepted: 2 }]);
});

test('the stage says which attribute has the generator', async () => {
  const value = aCloudEventValue({ subject: 'a picture', repo: 'acct1/repo1' });
  const { services, calls } = fakeServices({ mappings: fakeMappingTable(aMapping()) });
  const cloudEvents = { generatorAttribute: 'repo' };
  await fanOutHandler({ ...services, cloudEvents })(
    anSqsEvent({ m: JSON.stringify(value) }),
    anInvocation(),
  );

  expect(calls.flatMap(({ deliveries }) => deliveries)).toMatchObject([{ event: aDomainEvent() }]);
});

test('what is retried is a domain event', async () => {
  const { retryQueue } = await run(aCloudEventValue(), {
    script: answerEach(refuse('ThrottlingException')),
  });
  const [message] = retryQueue.messages;
  const read = readRetryMessage(message?.body ?? '');

  expect(read).toMatchObject({ delivery: { event: aDomainEvent() } });
});

test('one that is wrong is dead-lettered as it was written, with the reason', async () => {
  const wrong = aCloudEventValue({ subject: undefined });
  const { eventDeadLetters, put } = await run([wrong, aCloudEventValue()]);

  expect(eventDeadLetters.messages).toMatchObject([
    {
      body: JSON.stringify(wrong),
      attributes: { reason: 'event 1 of 2: "subject" is missing' },
    },
  ]);
  expect(put).toHaveLength(1);
});
