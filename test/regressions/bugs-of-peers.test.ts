import { describe, expect, test } from '@jest/globals';
import { classifyEntry, classifyFailure } from '../../lambdas/domain/outcome.ts';
import { pack } from '../../lambdas/domain/pack.ts';
import { readRetryMessage } from '../../lambdas/domain/retry-message.ts';
import { parseSourceName, sourceName } from '../../lambdas/domain/source-name.ts';
import { standardSettings } from '../../lambdas/settings/standard-settings.ts';
import { fanOutHandler } from '../../lambdas/fan-out/handler.ts';
import { retryHandler } from '../../lambdas/retry/handler.ts';
import { aMapping, anEventBody, aDomainEvent, testNowMs } from '../support/domain-builders.ts';
import { fakeServices } from '../support/delivery-services.ts';
import { fakeMappingTable } from '../support/fake-mapping-table.ts';
import {
  accept,
  answerEach,
  failWhole,
  refuse,
  type PutScript,
} from '../support/fake-put-partner-events.ts';
import { anInvocation, anSqsEvent } from '../support/sqs-builders.ts';
import { entrySizeBytes } from '../../lambdas/domain/delivery.ts';

/** What comes of these events when EventBridge answers so. */
async function relay(script: PutScript, fields: readonly Record<string, unknown>[] = [{}]) {
  const fakes = fakeServices({ mappings: fakeMappingTable(aMapping()), script });
  const bodies = fields.map((one, index) => [`message-${index}`, anEventBody(one)]);
  const response = await fanOutHandler(fakes.services)(
    anSqsEvent(Object.fromEntries(bodies)),
    anInvocation(),
  );
  return { ...fakes, response, counters: fakes.reported[0]! };
}

describe('bugs of others in classifying', () => {
  test('an inverted predicate: throttling is retried, a denied access is not', () => {
    expect(classifyFailure({ code: 'ThrottlingException', message: '' }).kind).toBe('retryable');
    expect(classifyFailure({ code: 'AccessDeniedException', message: '' }).kind).toBe('rejected');
  });

  test('one status for every failure: the code stays what EventBridge said', async () => {
    const { retryDeadLetters } = await relay(answerEach(refuse('RedactionFailure', 'cannot')));

    expect(retryDeadLetters.messages).toMatchObject([
      { attributes: { errorCode: 'RedactionFailure', errorMessage: 'cannot' } },
    ]);
  });

  test('a missing result taken for success: the entry is sent again', async () => {
    expect(classifyEntry(undefined).kind).toBe('retryable');
    const { counters, retryQueue } = await relay(() => ({ kind: 'answered', results: [] }));

    expect(counters.accepted).toBe(0);
    expect(retryQueue.messages).toHaveLength(1);
  });

  test('failed entries ignored in an answer that came: each is looked at', async () => {
    const { counters } = await relay(
      answerEach(({ event }) => (event.id === 'bad' ? refuse('ThrottlingException')() : accept())),
      [{ id: 'good' }, { id: 'bad' }],
    );

    expect(counters).toMatchObject({ accepted: 1, retried: 1 });
  });

  test('failed entries logged and dropped: each is on a queue', async () => {
    for (const code of ['ThrottlingException', 'MalformedDetail', 'SomethingNew']) {
      const { retryQueue, retryDeadLetters } = await relay(answerEach(refuse(code)));

      expect([...retryQueue.messages, ...retryDeadLetters.messages]).toHaveLength(1);
    }
  });
});

describe('bugs of others in naming', () => {
  test('a prefix taken for proof of existence: abc is not abc-2', async () => {
    expect(parseSourceName('abc', sourceName('abc-2', 'a/b', '111122223333'))).toBeUndefined();
    const fakes = fakeServices({ mappings: fakeMappingTable(aMapping({ generator: 'a/bc-2' })) });
    await fanOutHandler(fakes.services)(
      anSqsEvent({ m: anEventBody({ generator: 'a/bc' }) }),
      anInvocation(),
    );

    expect(fakes.calls).toEqual([]);
    expect(fakes.reported).toMatchObject([{ dropped: { noMapping: 1 } }]);
  });
});

describe('bugs of others in retrying', () => {
  test('a new time at each attempt: the second attempt has the time of the first', async () => {
    const fakes = fakeServices({
      mappings: fakeMappingTable(aMapping()),
      script: answerEach(refuse('ThrottlingException')),
    });
    const withoutTime = anEventBody({ time: undefined });
    await fanOutHandler(fakes.services)(anSqsEvent({ m: withoutTime }), anInvocation());
    fakes.clock.advance(3_600_000);
    const retry = fakes.retryQueue.messages[0]!.body;
    await retryHandler(fakes.services)(anSqsEvent({ m: retry }), anInvocation());

    const times = fakes.calls.flatMap(({ deliveries }) =>
      deliveries.map(({ event }) => event.time),
    );
    expect(times).toEqual(['2026-11-21T19:00:00.000Z', '2026-11-21T19:00:00.000Z']);
  });

  test('one failing entry that sends its neighbours again: only itself comes again', async () => {
    const events = Array.from({ length: 20 }, (_, index) => ({ id: `event-${index}` }));
    const { retryQueue, response } = await relay(
      answerEach(({ event }) => (event.id === 'event-3' ? refuse('InternalFailure')() : accept())),
      events,
    );

    expect(response.batchItemFailures).toEqual([]);
    expect(retryQueue.messages.map(({ body }) => readRetryMessage(body))).toMatchObject([
      { delivery: { event: { id: 'event-3' } } },
    ]);
  });

  test('an internal error that makes endless duplicates: an unknown failure ends after its time', async () => {
    const fakes = fakeServices({
      mappings: fakeMappingTable(aMapping()),
      script: failWhole('SomethingNew'),
    });
    let nowMs = testNowMs;
    const services = { ...fakes.services, now: () => nowMs };
    await fanOutHandler(services)(anSqsEvent({ m: anEventBody() }), anInvocation());
    while (fakes.retryQueue.messages.length > 0 && fakes.calls.length < 1_000) {
      const { body, delaySeconds = 0 } = fakes.retryQueue.messages.shift()!;
      nowMs += 1_000 * Math.max(1, delaySeconds);
      await retryHandler(services)(anSqsEvent({ m: body }), anInvocation());
    }

    expect(fakes.retryDeadLetters.messages).toMatchObject([
      { attributes: { reason: 'failed for 24 hours, at last for an unknown cause' } },
    ]);
    const triedSeconds = (nowMs - testNowMs) / 1_000;
    expect(triedSeconds).toBeGreaterThanOrEqual(standardSettings.retry.retryForSeconds);
    expect(triedSeconds).toBeLessThan(standardSettings.retry.retryForSeconds + 60);
  });

  test('a dead letter that cannot be sent again by hand: a redrive tries it at once', async () => {
    const fakes = fakeServices({
      mappings: fakeMappingTable(aMapping()),
      script: answerEach((_, call) =>
        fakes.calls.indexOf(call) === 0 ? refuse('AccessDeniedException')() : accept(),
      ),
    });
    await fanOutHandler(fakes.services)(anSqsEvent({ m: anEventBody() }), anInvocation());
    const { body } = fakes.retryDeadLetters.messages[0]!;
    await retryHandler(fakes.services)(anSqsEvent({ redriven: body }), anInvocation());

    expect(fakes.reported).toMatchObject([{ accepted: 0 }, { accepted: 1 }]);
  });
});

describe('bugs of others in packing', () => {
  test('one entry a call: twenty share one', async () => {
    const { calls } = await relay(
      answerEach(accept),
      Array.from({ length: 20 }, (_, index) => ({ id: `event-${index}` })),
    );

    expect(calls).toHaveLength(1);
  });

  test('no packing by size: a request stays under its limit', async () => {
    const detail = { filling: 'x'.repeat(100_000) };
    const { calls } = await relay(
      answerEach(accept),
      Array.from({ length: 5 }, (_, index) => ({ id: `event-${index}`, detail })),
    );

    expect(calls.map(({ deliveries }) => deliveries.length)).toEqual([2, 2, 1]);
  });

  test("the bytes of Resources not counted: they are in an entry's size", () => {
    const event = aDomainEvent({ resources: [] });
    const withResources = { ...event, resources: ['arn:ü', 'two'] };

    expect(
      entrySizeBytes(withResources, 's', undefined) - entrySizeBytes(event, 's', undefined),
    ).toBe(8 + 1 + 5);
  });

  test('first-fit-decreasing, worse than next-fit on small entries: these are packed twenty to a request', () => {
    const entries = Array.from({ length: 1_000 }, (_, index) => ({ sizeBytes: 500 + index * 24 }));
    const requests = pack(entries, { maxEntries: 20, maxRequestBytes: 262_144 });

    expect(requests).toHaveLength(50);
    expect(new Set(requests.flat())).toEqual(new Set(entries));
  });
});
