import { describe, expect, test } from '@jest/globals';
import { postponedMessage, retryMessage } from '../../../lambdas/delivery/messages.ts';
import type { Delivery } from '../../../lambdas/domain/delivery.ts';
import { readRetryMessage, writeRetryMessage } from '../../../lambdas/domain/retry-message.ts';
import { testEventDetailType } from '../../../lambdas/domain/test-event.ts';
import { retryHandler } from '../../../lambdas/retry/handler.ts';
import { aDelivery, aDomainEvent, aMapping, testNowMs } from '../../support/domain-builders.ts';
import { fakeServices } from '../../support/delivery-services.ts';
import { fakeMappingTable } from '../../support/fake-mapping-table.ts';
import { fakeMessageQueue, refuseAll } from '../../support/fake-message-queue.ts';
import { accept, answerEach, refuse } from '../../support/fake-put-partner-events.ts';
import { anInvocation, anSqsEvent } from '../../support/sqs-builders.ts';

type Overrides = Parameters<typeof fakeServices>[0];

async function run(
  bodies: Record<string, string>,
  { remainingMs, ...overrides }: Overrides & { remainingMs?: number } = {},
) {
  const fakes = fakeServices({ mappings: fakeMappingTable(aMapping()), ...overrides });
  const response = await retryHandler(fakes.services)(
    anSqsEvent(bodies),
    anInvocation(remainingMs),
  );
  const returned = response.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  const put = fakes.calls.flatMap(({ deliveries }) => deliveries);
  return { ...fakes, returned, put, counters: fakes.reported[0]! };
}

const waiting = (fields: Partial<Delivery> = {}) => writeRetryMessage(aDelivery(fields));

const waitingFor = (id: string) => waiting({ event: aDomainEvent({ id }) });

test('the activity of a waiting entry is noted in its mapping', async () => {
  const { mappings } = await run({ m: waitingFor('one') });
  expect(mappings.all()).toMatchObject([{ lastAcceptedEvent: { id: 'one', detailType: 'push' } }]);

  const refused = await run({ m: waiting() }, { script: answerEach(refuse('MalformedDetail')) });
  expect(refused.mappings.all()).toMatchObject([{ lastError: { code: 'MalformedDetail' } }]);
  expect(refused.mappings.all()[0]).not.toHaveProperty('lastAcceptedEvent');
});

test('a test event waits for a source that does not want its detail type too', async () => {
  const mappings = fakeMappingTable(aMapping({ detailTypes: ['issue'] }));
  const event = aDomainEvent({ detailType: testEventDetailType });
  const { counters } = await run({ m: waiting({ event }) }, { mappings });

  expect(counters).toMatchObject({ accepted: 1, dropped: { filtered: 0 } });
});

describe('a waiting entry', () => {
  test('is sent to its one source, with the time and the text that it always had', async () => {
    const mappings = fakeMappingTable(aMapping(), aMapping({ account: '999999999999' }));
    const event = aDomainEvent({ time: '2026-11-20T00:00:00Z', resources: ['ä'] });
    const delivery = aDelivery({ event, attempts: 5 });
    const { put, counters, returned } = await run({ m: writeRetryMessage(delivery) }, { mappings });

    expect(put).toMatchObject([delivery]);
    expect(put).toHaveLength(1);
    expect(counters).toMatchObject({ messages: 1, accepted: 1 });
    expect(returned).toEqual([]);
  });

  test('that fails again becomes a new message with one attempt more', async () => {
    const firstFailureTime = '2026-11-21T18:00:00.000Z';
    const { retryQueue, returned, counters } = await run(
      { m: waiting({ attempts: 2, firstFailureTime }) },
      { script: answerEach(refuse('ThrottlingException')) },
    );

    expect(returned).toEqual([]);
    expect(counters).toMatchObject({ retried: 1, accepted: 0 });
    expect(readRetryMessage(retryQueue.messages[0]!.body)).toMatchObject({
      delivery: { attempts: 3, firstFailureTime, queuedAtMs: testNowMs },
    });
  });

  test('that is too old is dead-lettered with its whole story', async () => {
    const firstAttemptAtMs = testNowMs - 24 * 60 * 60 * 1000;
    const { retryDeadLetters, retryQueue, counters } = await run(
      { m: waiting({ attempts: 30, firstAttemptAtMs }) },
      { script: answerEach(refuse('ThrottlingException', 'slow down')) },
    );

    expect(retryQueue.messages).toEqual([]);
    expect(counters.deadLettered.tooOld).toBe(1);
    expect(retryDeadLetters.messages).toMatchObject([
      {
        attributes: {
          reason: 'not accepted within 24 hours',
          errorCode: 'ThrottlingException',
          attempts: '31',
          sourceName: aMapping().sourceName,
        },
      },
    ]);
  });

  test('that is too old is still tried once before it is given up', async () => {
    const firstAttemptAtMs = testNowMs - 48 * 60 * 60 * 1000;
    const { counters } = await run({ m: waiting({ firstAttemptAtMs }) });

    expect(counters).toMatchObject({ accepted: 1, deadLettered: { tooOld: 0 } });
  });
});

test('an event that waited 25 hours in a backlog has all its time from its first failure on', async () => {
  const queuedAtMs = testNowMs - 25 * 60 * 60 * 1000;
  const { retryQueue, retryDeadLetters } = await run(
    { m: waiting({ queuedAtMs }) },
    { script: answerEach(refuse('ThrottlingException')) },
  );

  expect(retryDeadLetters.messages).toEqual([]);
  expect(readRetryMessage(retryQueue.messages[0]!.body)).toMatchObject({
    delivery: { attempts: 1, queuedAtMs, firstAttemptAtMs: testNowMs },
  });
});

describe('the current mapping counts', () => {
  test('one that went away: dropped and counted', async () => {
    const { calls, counters, returned } = await run(
      { m: waiting() },
      { mappings: fakeMappingTable(aMapping({ account: '999999999999' })) },
    );

    expect(calls).toEqual([]);
    expect(counters).toMatchObject({ messages: 1, dropped: { sourceGone: 1 } });
    expect(returned).toEqual([]);
  });

  test('one that was retired: dropped and counted', async () => {
    const retirement = { reason: 'gone', retiredAt: '2026-11-21T18:00:00Z' };
    const { calls, counters } = await run(
      { m: waiting() },
      { mappings: fakeMappingTable(aMapping({ retirement })) },
    );

    expect(calls).toEqual([]);
    expect(counters.dropped.sourceGone).toBe(1);
  });

  test('one that no longer wants the detail type: dropped and counted', async () => {
    const { calls, counters } = await run(
      { m: waiting() },
      { mappings: fakeMappingTable(aMapping({ detailTypes: ['issue'] })) },
    );

    expect(calls).toEqual([]);
    expect(counters.dropped.filtered).toBe(1);
  });

  test('one that was registered again: the new generation is used, and retired', async () => {
    const mappings = fakeMappingTable(aMapping({ generation: 'generation-2' }));
    const { put, counters } = await run(
      { m: waiting({ generation: 'generation-1' }) },
      { mappings, script: answerEach(refuse('EventBusNotFound')) },
    );

    expect(put).toMatchObject([{ generation: 'generation-2' }]);
    expect(counters.retiredMappings).toBe(1);
    expect(mappings.all()).toMatchObject([{ generation: 'generation-2', retirement: {} }]);
  });

  test('a source of the same name in another Region is another source', async () => {
    const { calls, counters } = await run(
      { m: waiting() },
      { mappings: fakeMappingTable(aMapping({ region: 'eu-west-1' })) },
    );

    expect(calls).toEqual([]);
    expect(counters.dropped.sourceGone).toBe(1);
  });

  test('a look-up that fails gives back only the messages of that generator', async () => {
    const other = aDomainEvent({ generator: 'other/one' });
    const mappings = fakeMappingTable(aMapping(), aMapping({ generator: 'other/one' }));
    mappings.failLookUpsOf('other/one');
    const { returned, put } = await run(
      { dark: waiting({ event: other, generator: 'other/one' }), good: waiting() },
      { mappings },
    );

    expect(returned).toEqual(['dark']);
    expect(put).toMatchObject([{ generator: 'acct1/repo1' }]);
  });
});

describe('one bad thing never stops the others', () => {
  test('what is no retry message is dead-lettered as it came, with its reason', async () => {
    const { retryDeadLetters, put, returned, counters } = await run({ bad: '{}', good: waiting() });

    expect(put).toHaveLength(1);
    expect(returned).toEqual([]);
    expect(counters.deadLettered.invalidRetryMessage).toBe(1);
    expect(retryDeadLetters.messages).toEqual([
      {
        body: '{}',
        attributes: {
          reason: '"sourceArn" is missing or wrong',
          errorCode: 'invalidRetryMessage',
        },
      },
    ]);
  });

  test('one whose dates nobody understands does not bring the batch down', async () => {
    const odd = waiting().replace(/"queuedAt":"[^"]*"/, '"queuedAt":"2026-11-21T19:00:00+05"');
    const { put, returned, retryDeadLetters } = await run(
      { odd, good: waiting() },
      { script: answerEach(refuse('ThrottlingException')) },
    );

    expect(put).toHaveLength(1);
    expect(returned).toEqual([]);
    expect(retryDeadLetters.messages).toHaveLength(1);
  });

  test('one failing entry does not send its neighbours again', async () => {
    const { retryQueue, returned, calls } = await run(
      { a: waitingFor('one'), b: waitingFor('two') },
      {
        script: answerEach(({ event }) =>
          event.id === 'one' ? refuse('InternalFailure')() : accept(),
        ),
      },
    );

    expect(calls).toHaveLength(1);
    expect(returned).toEqual([]);
    expect(retryQueue.messages).toMatchObject([{ body: expect.stringContaining('"one"') }]);
  });
});

describe('a message is acknowledged only when it has a durable disposition', () => {
  test('a re-queue that fails gives the message back', async () => {
    const { returned, counters } = await run(
      { m: waiting() },
      {
        retryQueue: fakeMessageQueue(refuseAll),
        script: answerEach(refuse('ThrottlingException')),
      },
    );

    expect(returned).toEqual(['m']);
    expect(counters).toMatchObject({ messages: 0, retried: 0, returned: 1 });
  });

  test('so does a dead-letter queue that fails', async () => {
    const { returned } = await run(
      { bad: '{}', good: waiting() },
      { retryDeadLetters: fakeMessageQueue(refuseAll) },
    );

    expect(returned).toEqual(['bad']);
  });

  test('without time, messages go back as they are and no attempt counts', async () => {
    const { returned, calls, retryQueue } = await run(
      { a: waiting(), b: waiting() },
      { remainingMs: 5_000 },
    );

    expect(returned).toEqual(['a', 'b']);
    expect(calls).toEqual([]);
    expect(retryQueue.messages).toEqual([]);
  });
});

test('what the fan-out function writes is what this function reads', () => {
  const failure = { code: 'X', message: 'x' };
  const retry = retryMessage(aDelivery(), { kind: 'retry', delaySeconds: 1, failure }, testNowMs);

  expect(readRetryMessage(retry.body)).toHaveProperty('kind', 'delivery');
  expect(readRetryMessage(postponedMessage(aDelivery()).body)).toHaveProperty('kind', 'delivery');
});
