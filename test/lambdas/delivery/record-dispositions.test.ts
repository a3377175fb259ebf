import { describe, expect, test } from '@jest/globals';
import type { Decided } from '../../../lambdas/delivery/apply-dispositions.ts';
import { dispositionRecorder } from '../../../lambdas/delivery/record-dispositions.ts';
import { newBatchCounters } from '../../../lambdas/delivery/batch-counters.ts';
import type { MessageQueue } from '../../../lambdas/ports/delivery.ts';
import type { Work } from '../../../lambdas/delivery/batch.ts';
import { someWork, testNowMs } from '../../support/domain-builders.ts';
import { fakeServices } from '../../support/delivery-services.ts';
import { virtualClock } from '../../../tools/simulators/virtual-clock.ts';

const failure = { code: 'ThrottlingException', message: '' };

function retried(count: number, fields: Partial<Work> = {}): Decided<Work>[] {
  return Array.from({ length: count }, (_, index) => ({
    delivery: someWork({ messageId: `message-${index}`, ...fields }),
    disposition: { kind: 'retry', delaySeconds: 1, failure },
  }));
}

function aRecorder({ sendMs = 0, now = virtualClock() } = {}) {
  const sends: number[] = [];
  let underWay = 0;
  let most = 0;
  const queue: MessageQueue = {
    async send(messages) {
      sends.push(messages.length);
      underWay += 1;
      most = Math.max(most, underWay);
      if (sendMs > 0) await now.sleep(sendMs);
      underWay -= 1;
      return messages.map(() => true);
    },
  };
  const settled: string[] = [];
  const counters = newBatchCounters();
  const recorder = dispositionRecorder({
    services: { ...fakeServices().services, retryQueue: queue, now: now.now },
    counters,
    onRecorded: (decided) => settled.push(...decided.map(({ delivery }) => delivery.messageId)),
    recordsMs: testNowMs + 60_000,
  });
  return { recorder, sends, settled, counters, now, most: () => most };
}

describe('what is done with deliveries', () => {
  test('is written in full requests, and the rest at the end', async () => {
    const { recorder, sends, settled } = aRecorder();
    await recorder.record(retried(4));
    expect(sends).toEqual([]);
    await recorder.record(retried(19));
    expect(sends).toEqual([20]);
    await recorder.end();

    expect(sends).toEqual([20, 3]);
    expect(settled).toHaveLength(23);
  });

  test('is written after a second at the latest, as long as the batch goes on', async () => {
    const { recorder, sends, now } = aRecorder();
    await recorder.record(retried(1));
    now.advance(1_000);
    await recorder.record([]);

    expect(sends).toEqual([1]);
  });

  test('is counted at once when nothing is to be sent', async () => {
    const { recorder, settled, counters } = aRecorder();
    const delivery = someWork({ messageId: 'message' });
    await recorder.record([
      { delivery, disposition: { kind: 'accepted', eventBridgeId: 'eb-1' } },
      { delivery, disposition: { kind: 'drop', failure } },
    ]);

    expect(settled).toEqual(['message', 'message']);
    expect(counters).toMatchObject({ accepted: 1, dropped: { sourceGone: 1 } });
  });

  test('waits for room when the queue is slow, and is bounded in messages and bytes', async () => {
    const { recorder, sends, now, most } = aRecorder({ sendMs: 1_000 });
    const all = (async () => {
      for (let round = 0; round < 100; round += 1) await recorder.record(retried(20));
      for (let round = 0; round < 100; round += 1) {
        await recorder.record(retried(1, { sizeBytes: 1024 * 1024 }));
      }
      await recorder.end();
    })();
    await now.runUntil(all);

    expect(sends.reduce((sum, count) => sum + count, 0)).toBe(2_100);
    expect(Math.max(...sends)).toBeLessThanOrEqual(200);
    expect(sends.slice(-20).every((count) => count <= 4)).toBe(true);
    expect(most()).toBe(4);
  });

  test('does not keep those waiting who wrote nothing', async () => {
    const { recorder, now } = aRecorder({ sendMs: 1_000 });
    const slow = recorder.record(retried(1_000));
    const delivery = someWork({ messageId: 'accepted' });
    await recorder.record([{ delivery, disposition: { kind: 'accepted', eventBridgeId: 'eb-1' } }]);

    expect(now.now()).toBe(testNowMs);
    await now.runUntil(slow);
  });
});
