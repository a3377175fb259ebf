import { describe, expect, test } from '@jest/globals';
import { applyFates } from '../../../lambdas/delivery/apply-fates.ts';
import { newTally } from '../../../lambdas/delivery/tally.ts';
import type { Fate } from '../../../lambdas/domain/retry-policy.ts';
import { aDelivery, aDomainEvent } from '../../support/domain-builders.ts';
import { fakeServices } from '../../support/delivery-services.ts';
import { fakeMessageQueue } from '../../support/fake-message-queue.ts';

const failure = { code: 'ThrottlingException', message: 'secret words' };
const retry: Fate = { kind: 'retry', delaySeconds: 4, failure };
const deadLetter: Fate = { kind: 'deadLetter', why: { reason: 'rejected', text: 'no', failure } };

function decide(id: string, fate: Fate) {
  return { delivery: aDelivery({ event: aDomainEvent({ id }) }), fate };
}

const refuses = ({ body }: { body: string }) => body.includes('"no-');

describe('fates are written down', () => {
  test('each in its place', async () => {
    const fakes = fakeServices();
    const tally = newTally();
    const unwritten = await applyFates(
      [
        decide('taken', { kind: 'accepted' }),
        decide('again', retry),
        decide('later', { kind: 'postpone' }),
        decide('dead', deadLetter),
      ],
      fakes.services,
      tally,
    );

    expect(unwritten).toEqual([]);
    expect(fakes.retryQueue.messages).toMatchObject([
      { body: expect.stringContaining('"again"'), delaySeconds: 4 },
      { body: expect.stringContaining('"later"') },
    ]);
    expect(fakes.retryDeadLetters.messages).toMatchObject([
      { body: expect.stringContaining('"dead"') },
    ]);
    expect(tally).toMatchObject({
      accepted: 1,
      retried: 2,
      deadLettered: { rejected: 1 },
      failures: { 'us-east-1 ThrottlingException': 2 },
    });
  });

  test('one that no queue took is told, and not counted as if it were', async () => {
    const fakes = fakeServices({
      retryQueue: fakeMessageQueue(refuses),
      retryDeadLetters: fakeMessageQueue(refuses),
    });
    const tally = newTally();
    const unwritten = await applyFates(
      [
        decide('no-1', retry),
        decide('yes-2', retry),
        decide('no-3', { kind: 'postpone' }),
        decide('no-4', deadLetter),
        decide('yes-5', deadLetter),
      ],
      fakes.services,
      tally,
    );

    expect(unwritten.map(({ event }) => event.id)).toEqual(['no-1', 'no-3', 'no-4']);
    expect(tally).toMatchObject({ retried: 1, deadLettered: { rejected: 1 } });
  });

  test('hundreds of thousands at once are no trouble', async () => {
    const accepted = decide('taken', { kind: 'accepted' });
    const tally = newTally();
    await applyFates(
      Array.from({ length: 300_000 }, () => accepted),
      fakeServices().services,
      tally,
    );

    expect(tally.accepted).toBe(300_000);
    expect(tally.acceptanceMs).toHaveLength(300_000);
  });

  test('the time to acceptance counts from the queue, and is never negative', async () => {
    const fakes = fakeServices();
    const tally = newTally();
    fakes.clock.advance(1_500);
    const early = { ...decide('early', { kind: 'accepted' as const }) };
    await applyFates(
      [decide('taken', { kind: 'accepted' }), early].map((one, index) => ({
        ...one,
        delivery: { ...one.delivery, queuedAtMs: one.delivery.queuedAtMs + index * 9_999 },
      })),
      fakes.services,
      tally,
    );

    expect(tally.acceptanceMs).toEqual([1_500, 0]);
  });

  test('no log line has anything of the event or of what EventBridge said of it', async () => {
    const fakes = fakeServices();
    await applyFates([decide('dead', deadLetter)], fakes.services, newTally());

    expect(JSON.stringify(fakes.log.lines)).not.toMatch(/secret|refs\/heads|"dead"/);
  });
});
