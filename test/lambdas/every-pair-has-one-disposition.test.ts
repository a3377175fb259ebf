import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { isInScope, readPart } from '../../lambdas/domain/part.ts';
import { firstDelivery } from '../../lambdas/domain/delivery.ts';
import { wants } from '../../lambdas/domain/mapping.ts';
import { readRetryMessage, writeRetryMessage } from '../../lambdas/domain/retry-message.ts';
import { fanOutHandler } from '../../lambdas/fan-out/handler.ts';
import { retryHandler } from '../../lambdas/retry/handler.ts';
import { aDomainEvent, testNowMs } from '../support/domain-builders.ts';
import { fakeServices } from '../support/delivery-services.ts';
import type { FakeMessageQueue } from '../support/fake-message-queue.ts';
import { propertyRuns } from '../support/property-runs.ts';
import {
  anyWorld,
  bodyOf,
  pairOf,
  pairsOf,
  unrulyServices,
  type World,
} from '../support/random-world.ts';
import { anInvocation, anSqsEvent } from '../support/sqs-builders.ts';

function pairsOn(messages: FakeMessageQueue['messages']): string[] {
  return messages.map(({ body }) => {
    const read = readRetryMessage(body);
    return read.kind === 'delivery' ? pairOf(read.delivery) : `unreadable: ${read.reason}`;
  });
}

/** What went back to the events queue in parts. */
function partedOn(
  messages: FakeMessageQueue['messages'],
  { mappings, messages: all }: World,
): string[] {
  const planned = Object.values(all).flat();
  return messages.flatMap(({ body, attributes = {} }) => {
    const { scope } = readPart((name) => attributes[name])!;
    const events = planned.filter(({ id }) => body.includes(`"${id}"`));
    return pairsOf(
      events,
      mappings.filter((mapping) => isInScope(mapping, scope)),
    );
  });
}

async function fanOut(world: World) {
  const fakes = unrulyServices(world);
  const bodies = Object.entries(world.messages).map(([id, events]) => [id, bodyOf(events)]);
  const { batchItemFailures } = await fanOutHandler(fakes.services)(
    anSqsEvent(Object.fromEntries(bodies)),
    anInvocation(),
  );
  const returned = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  const settled = Object.keys(world.messages).filter((id) => !returned.has(id));
  const waiting = pairsOn(fakes.retryQueue.messages);
  const dead = pairsOn(fakes.retryDeadLetters.messages);
  const parted = partedOn(fakes.eventsQueue.messages, world);
  const triedAgain = new Set([...waiting, ...pairsOn(fakes.retryQueue.refused)]);
  const dropped = fakes.happened.sourceGone.filter((pair) => !triedAgain.has(pair));
  return {
    ...fakes,
    returned,
    settled,
    waiting,
    dead,
    parted,
    dropped,
    counters: fakes.reported[0]!,
  };
}

const sum = (counts: Readonly<Record<string, number>>) =>
  Object.values(counts).reduce((total, count) => total + count, 0);

const bySize = (a: number, b: number) => a - b;

describe('whatever goes wrong', () => {
  test('every event of an acknowledged message has exactly one disposition for each mapping', async () => {
    await fc.assert(
      fc.asyncProperty(anyWorld, async (world) => {
        const { happened, settled, waiting, dead, parted, dropped } = await fanOut(world);
        const dispositions = [...happened.taken, ...waiting, ...dead, ...parted, ...dropped];
        const pairs = settled.flatMap((id) => pairsOf(world.messages[id]!, world.mappings));
        for (const pair of pairs) {
          expect(`${pair}: ${dispositions.filter((one) => one === pair).length}`).toBe(
            `${pair}: 1`,
          );
        }
      }),
      { numRuns: propertyRuns(400) },
    );
  });

  test('no event reaches a source that is not mapped to its generator or does not want it', async () => {
    await fc.assert(
      fc.asyncProperty(anyWorld, async (world) => {
        const { calls } = await fanOut(world);
        const allowed = new Set(
          Object.values(world.messages).flatMap((events) => pairsOf(events, world.mappings)),
        );
        for (const delivery of calls.flatMap(({ deliveries }) => deliveries)) {
          expect(allowed).toContain(pairOf(delivery));
        }
      }),
    );
  });

  test('what is no event is dead-lettered once, or waits for it, unless its message comes again', async () => {
    await fc.assert(
      fc.asyncProperty(anyWorld, async (world) => {
        const { settled, eventDeadLetters, eventsQueue } = await fanOut(world);
        // What the dead-letter queue did not take of a delivered message is on the events queue again.
        const bodies = [...eventDeadLetters.messages, ...eventsQueue.messages].map(
          ({ body }) => body,
        );
        for (const { id } of settled
          .flatMap((message) => world.messages[message]!)
          .filter(({ isJunk }) => isJunk)) {
          expect(bodies.filter((body) => body.includes(`"${id}"`))).toHaveLength(1);
        }
      }),
    );
  });

  test('a message that comes back while all queues are well was not begun at all', async () => {
    await fc.assert(
      fc.asyncProperty(anyWorld, async (anyOne) => {
        const world = { ...anyOne, queueRefusalRate: 0 };
        const { returned, happened, waiting, dead, eventDeadLetters } = await fanOut(world);
        const events = [...returned].flatMap((id) => world.messages[id]!);
        const pairs = new Set(pairsOf(events, world.mappings));
        const junk = events.filter(({ isJunk }) => isJunk);

        expect([...happened.taken, ...waiting, ...dead].filter((one) => pairs.has(one))).toEqual(
          [],
        );
        for (const { id } of junk) {
          expect(eventDeadLetters.messages.filter(({ body }) => body.includes(`"${id}"`))).toEqual(
            [],
          );
        }
      }),
      { numRuns: propertyRuns(300) },
    );
  });

  test('the counters add up', async () => {
    await fc.assert(
      fc.asyncProperty(anyWorld, async (world) => {
        const { counters, happened, settled, returned, eventDeadLetters, ...rest } =
          await fanOut(world);
        const entries = settled.flatMap((id) => pairsOf(world.messages[id]!, world.mappings));
        const { invalidEvent, invalidRetryMessage, ...entriesDead } = counters.deadLettered;

        expect(counters).toMatchObject({
          messages: settled.length,
          returned: returned.size,
          // What went back in parts is counted with them.
          entries: entries.filter((pair) => !rest.parted.includes(pair)).length,
          accepted: happened.taken.length,
          retried: rest.waiting.length,
        });
        expect(invalidEvent).toBe(eventDeadLetters.messages.length);
        expect(invalidRetryMessage).toBe(0);
        expect(sum(entriesDead)).toBe(rest.dead.length);
        expect(counters.dropped.sourceGone).toBe(rest.dropped.length);
        // A call is counted when it has ended.
        const called = rest.calls.map(({ deliveries }) => deliveries.length);
        expect(counters.entriesPerCall.toSorted(bySize)).toEqual(called.toSorted(bySize));
        expect(counters.acceptanceMs).toHaveLength(counters.accepted);
        const dispositions =
          counters.accepted + counters.retried + sum(entriesDead) + counters.dropped.sourceGone;
        // A message that comes back may have some entries settled, which are not counted as entries.
        expect(returned.size === 0 ? dispositions : counters.entries).toBe(counters.entries);
      }),
      { numRuns: propertyRuns(300) },
    );
  });

  test('once all is well again, every pair was taken once or is dead-lettered, or its source is gone', async () => {
    await fc.assert(
      fc.asyncProperty(anyWorld, async (anyOne) => {
        const world = { ...anyOne, queueRefusalRate: 0 };
        const { mappings, happened, returned, retryQueue, dead } = await fanOut(world);
        const { services, ...well } = fakeServices({ mappings });
        mappings.failLookUpsOf();
        const again = [...returned].map((id) => [id, bodyOf(world.messages[id]!)]);
        await fanOutHandler(services)(anSqsEvent(Object.fromEntries(again)), anInvocation());
        const waiting = retryQueue.messages.map(({ body }, index) => [`retry-${index}`, body]);
        await retryHandler(services)(anSqsEvent(Object.fromEntries(waiting)), anInvocation());

        const takenLater = well.calls.flatMap(({ deliveries }) => deliveries.map(pairOf));
        const deadLater = pairsOn(well.retryDeadLetters.messages);
        const dispositions = [...happened.taken, ...takenLater, ...dead, ...deadLater];
        expect(dispositions).toHaveLength(new Set(dispositions).size);
        const live = mappings.all().filter(({ retirement }) => retirement === undefined);
        const pairs = Object.values(world.messages).flatMap((events) => pairsOf(events, live));
        expect(dispositions).toEqual(expect.arrayContaining(pairs));
      }),
      { numRuns: propertyRuns(200) },
    );
  });
});

describe('whatever goes wrong with waiting entries', () => {
  const anyAgeHours = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 40, maxLength: 40 });

  test('each of them has exactly one disposition, or its message comes again', async () => {
    await fc.assert(
      fc.asyncProperty(anyWorld, anyAgeHours, async (world, ageHours) => {
        const { bodies, pairs } = waitingEntries(world, ageHours);
        const fakes = unrulyServices(world);
        const { batchItemFailures } = await retryHandler(fakes.services)(
          anSqsEvent(bodies),
          anInvocation(),
        );
        const returned = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
        const waiting = pairsOn(fakes.retryQueue.messages);
        const dead = pairsOn(fakes.retryDeadLetters.messages);
        // A source whose mapping has been superseded is not gone: tried again, or too old for that.
        const refused = [...fakes.retryQueue.refused, ...fakes.retryDeadLetters.refused];
        const stillBound = new Set([...waiting, ...dead, ...pairsOn(refused)]);
        const sourceGone = fakes.happened.sourceGone.filter((pair) => !stillBound.has(pair));
        const dispositions = [...fakes.happened.taken, ...waiting, ...dead, ...sourceGone];
        const settled = Object.keys(pairs).filter((id) => !returned.has(id));

        expect(dispositions.toSorted()).toEqual(settled.map((id) => pairs[id]!).toSorted());
        expect(fakes.reported).toMatchObject([
          {
            messages: settled.length,
            returned: returned.size,
            accepted: fakes.happened.taken.length,
            retried: waiting.length,
            dropped: { sourceGone: sourceGone.length, filtered: 0 },
          },
        ]);
      }),
      { numRuns: propertyRuns(300) },
    );
  });
});

/** A message on the retry queue for every pair of the world, of these ages. */
function waitingEntries(world: World, ageHours: readonly number[]) {
  const bodies: Record<string, string> = {};
  const pairs: Record<string, string> = {};
  for (const { id, generator, detailType } of Object.values(world.messages).flat()) {
    const event = aDomainEvent({ id, generator, detailType });
    for (const mapping of world.mappings) {
      if (mapping.generator !== generator || !wants(mapping, detailType)) continue;
      const messageId = `waiting-${Object.keys(bodies).length}`;
      const hours = ageHours[Object.keys(bodies).length % ageHours.length]!;
      const delivery = firstDelivery(event, mapping, testNowMs - hours * 3_600_000);
      bodies[messageId] = writeRetryMessage({ ...delivery, attempts: hours });
      pairs[messageId] = pairOf(delivery);
    }
  }
  return { bodies, pairs };
}
