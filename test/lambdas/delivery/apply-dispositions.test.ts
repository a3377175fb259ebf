import { describe, expect, test } from '@jest/globals';
import { applyDispositions } from '../../../lambdas/delivery/apply-dispositions.ts';
import { newBatchCounters } from '../../../lambdas/delivery/batch-counters.ts';
import type { Disposition } from '../../../lambdas/domain/retry-policy.ts';
import { aDelivery, aDomainEvent } from '../../support/domain-builders.ts';
import { fakeServices } from '../../support/delivery-services.ts';
import { fakeMessageQueue } from '../../support/fake-message-queue.ts';

const failure = { code: 'ThrottlingException', message: 'secret words' };
const retry: Disposition = { kind: 'retry', delaySeconds: 4, failure };
const deadLetter: Disposition = {
  kind: 'deadLetter',
  why: { reason: 'rejected', text: 'no', failure },
};

function decide(id: string, disposition: Disposition) {
  return { delivery: aDelivery({ event: aDomainEvent({ id }) }), disposition };
}

const refuses = ({ body }: { body: string }) => body.includes('"no-');

describe('dispositions are written down', () => {
  test('each in its place', async () => {
    const fakes = fakeServices();
    const counters = newBatchCounters();
    const unwritten = await applyDispositions(
      [
        decide('taken', { kind: 'accepted', eventBridgeId: 'eb-1' }),
        decide('again', retry),
        decide('later', { kind: 'postpone' }),
        decide('dead', deadLetter),
        decide('unwanted', { kind: 'skip' }),
        decide('nobody', { kind: 'drop' }),
        // The history takes it, and counts it.
        decide('held', { kind: 'hold', reason: 'paused' }),
      ],
      fakes.services,
      counters,
    );

    expect(unwritten).toEqual([]);
    expect(fakes.retryQueue.messages).toMatchObject([
      { body: expect.stringContaining('"again"'), delaySeconds: 4 },
      { body: expect.stringContaining('"later"') },
    ]);
    expect(fakes.retryDeadLetters.messages).toMatchObject([
      { body: expect.stringContaining('"dead"') },
    ]);
    expect(counters).toMatchObject({
      accepted: 1,
      retried: 2,
      deadLettered: { rejected: 1 },
      dropped: { skipped: 1, sourceGone: 1 },
      held: { paused: 0 },
      failures: { 'us-east-1 ThrottlingException': 2 },
    });
  });

  test('one that no queue took is returned, and not counted as sent', async () => {
    const fakes = fakeServices({
      retryQueue: fakeMessageQueue(refuses),
      retryDeadLetters: fakeMessageQueue(refuses),
    });
    const counters = newBatchCounters();
    const unwritten = await applyDispositions(
      [
        decide('no-1', retry),
        decide('yes-2', retry),
        decide('no-3', { kind: 'postpone' }),
        decide('no-4', deadLetter),
        decide('yes-5', deadLetter),
      ],
      fakes.services,
      counters,
    );

    expect(unwritten.map(({ event }) => event.id)).toEqual(['no-1', 'no-3', 'no-4']);
    expect(counters).toMatchObject({ retried: 1, deadLettered: { rejected: 1 } });
  });

  test('hundreds of thousands at once are no trouble', async () => {
    const accepted = decide('taken', { kind: 'accepted', eventBridgeId: 'eb-1' });
    const counters = newBatchCounters();
    await applyDispositions(
      Array.from({ length: 300_000 }, () => accepted),
      fakeServices().services,
      counters,
    );

    expect(counters.accepted).toBe(300_000);
    expect(counters.acceptanceMs).toHaveLength(300_000);
  });

  test('the time to acceptance counts from the queue, and is never negative', async () => {
    const fakes = fakeServices();
    const counters = newBatchCounters();
    fakes.clock.advance(1_500);
    const early = { ...decide('early', { kind: 'accepted' as const, eventBridgeId: 'eb-1' }) };
    await applyDispositions(
      [decide('taken', { kind: 'accepted', eventBridgeId: 'eb-1' }), early].map((one, index) => ({
        ...one,
        delivery: { ...one.delivery, queuedAtMs: one.delivery.queuedAtMs + index * 9_999 },
      })),
      fakes.services,
      counters,
    );

    expect(counters.acceptanceMs).toEqual([1_500, 0]);
  });

  test('no log line contains a part of the event or of what EventBridge said about it', async () => {
    const fakes = fakeServices();
    await applyDispositions([decide('dead', deadLetter)], fakes.services, newBatchCounters());

    expect(JSON.stringify(fakes.log.lines)).not.toMatch(/secret|refs\/heads|"dead"/);
  });
});
