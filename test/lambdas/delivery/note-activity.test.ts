import { describe, expect, test } from '@jest/globals';
import { gatherActivity, type BatchActivity } from '../../../lambdas/delivery/batch-activity.ts';
import { activityNoter, maxNotesPerBatch } from '../../../lambdas/delivery/note-activity.ts';
import { firstDelivery } from '../../../lambdas/domain/delivery.ts';
import type { Mapping } from '../../../lambdas/domain/mapping.ts';
import type { Disposition } from '../../../lambdas/domain/retry-policy.ts';
import { aDomainEvent, aMapping, testNowMs } from '../../support/domain-builders.ts';
import { virtualClock } from '../../../tools/simulators/virtual-clock.ts';
import { fakeLog } from '../../support/fake-log.ts';
import { fakeMappingTable } from '../../support/fake-mapping-table.ts';

const settings = { activityEveryMs: 60_000, settleMs: 8_000 };
const accepted: Disposition = { kind: 'accepted', eventBridgeId: 'eb-1' };
const throttled: Disposition = {
  kind: 'retry',
  delaySeconds: 1,
  failure: { code: 'ThrottlingException', message: 'slow down' },
};

function aNoter(...mappings: readonly Mapping[]) {
  const table = fakeMappingTable(...mappings);
  const log = fakeLog();
  const clock = virtualClock();
  const note = activityNoter({ mappings: table, log, now: clock.now, settings });
  /** A batch in which the event of each mapping had this disposition. */
  const batch = async (disposition: Disposition, { remainingMs = 60_000, of = mappings } = {}) =>
    await note(activityOf(of, disposition, clock.now()), clock.now() + remainingMs);
  return { table, log, clock, batch };
}

function activityOf(
  mappings: readonly Mapping[],
  disposition: Disposition,
  nowMs: number,
): BatchActivity {
  const activity: BatchActivity = new Map();
  const decided = mappings.map((mapping) => {
    const event = aDomainEvent({ generator: mapping.generator });
    const delivery = firstDelivery(event, mapping, testNowMs, 'resources');
    return { delivery: { ...delivery, messageId: 'message', mapping }, disposition };
  });
  gatherActivity(decided, nowMs, activity);
  return activity;
}

const numbered = (count: number) =>
  Array.from({ length: count }, (_, index) => aMapping({ generator: `acct1/repo${index}` }));

test('an accepted event is written down with its mapping, and then not before a minute is over', async () => {
  const { table, clock, batch } = aNoter(aMapping());
  await batch(accepted);
  const acceptedAt = '2026-11-21T19:00:00.000Z';
  expect(table.all()).toEqual([
    aMapping({
      lastAcceptedEvent: { id: 'event-1', detailType: 'push', acceptedAt, state: 'unknown' },
    }),
  ]);

  clock.advance(59_999);
  await batch(accepted);
  expect(table.notes).toHaveLength(1);
  clock.advance(1);
  await batch(accepted);
  expect(table.all()).toMatchObject([
    { lastAcceptedEvent: { acceptedAt: '2026-11-21T19:01:00.000Z' } },
  ]);
});

test('a failure is written down at once beside what was accepted before, and so is its end', async () => {
  const { table, clock, batch } = aNoter(aMapping());
  await batch(accepted);
  clock.advance(1_000);
  await batch(throttled);
  const time = '2026-11-21T19:00:01.000Z';
  const lastError = { code: 'ThrottlingException', message: 'slow down', time };
  expect(table.all()).toMatchObject([{ lastAcceptedEvent: { id: 'event-1' }, lastError }]);

  clock.advance(1_000);
  await batch(throttled);
  expect(table.notes).toHaveLength(2);
  await batch(accepted);
  const acceptedAt = '2026-11-21T19:00:02.000Z';
  expect(table.all()).toMatchObject([{ lastAcceptedEvent: { acceptedAt }, lastError }]);
});

test('nothing is written to a retired mapping, or to a newer registration', async () => {
  const retirement = { reason: 'gone', retiredAt: '2026-11-21T18:00:00.000Z' };
  const retired = aMapping({ account: '222222222222', retirement });
  const newer = aMapping({ generation: 'generation-2' });
  const { table, batch } = aNoter(newer, retired);
  await batch(accepted, { of: [aMapping(), retired] });

  expect(table.notes).toHaveLength(2);
  expect(table.all()).toEqual([newer, retired]);
});

describe('a batch is not held up', () => {
  test('by more writes than it may make; the others are due in the next', async () => {
    const { table, batch } = aNoter(...numbered(maxNotesPerBatch + 7));
    await batch(accepted);
    expect(table.notes).toHaveLength(maxNotesPerBatch);

    await batch(accepted);
    expect(new Set(table.notes.map(({ sourceArn }) => sourceArn)).size).toBe(maxNotesPerBatch + 7);
    expect(table.notes).toHaveLength(maxNotesPerBatch + 7);
  });

  test('when there is less time left than dispositions need; they are due in the next', async () => {
    const { table, batch } = aNoter(aMapping());
    await batch(accepted, { remainingMs: settings.settleMs - 1 });
    expect(table.notes).toEqual([]);

    await batch(accepted, { remainingMs: settings.settleMs });
    expect(table.notes).toHaveLength(1);
  });

  test('by a table out of reach: the first failures are the last writes, and are logged', async () => {
    const { table, log, batch } = aNoter(...numbered(200));
    table.failNotes();
    await batch(accepted);

    expect(table.notes.length).toBeLessThanOrEqual(16);
    expect(log.lines.length).toBeGreaterThan(0);
    expect(log.lines[0]).toMatchObject({
      level: 'error',
      fields: { sourceArn: expect.any(String), error: expect.any(Error) },
    });
  });

  test('by a write that always fails: the others come in the batch after it', async () => {
    const mappings = numbered(40);
    const { table, batch } = aNoter(...mappings);
    table.failNotes(mappings[0]!.sourceArn);
    await batch(accepted);
    await batch(accepted);
    const noted = table.all().filter(({ lastAcceptedEvent }) => lastAcceptedEvent !== undefined);

    expect(noted).toHaveLength(39);
  });

  test('by writes one after another: they run side by side, and not all of them at once', async () => {
    const { table, clock } = aNoter();
    let underWay = 0;
    let most = 0;
    const slow = {
      ...table,
      noteActivity: async () => {
        underWay += 1;
        most = Math.max(most, underWay);
        await Promise.resolve();
        underWay -= 1;
        return 'noted' as const;
      },
    };
    const note = activityNoter({ mappings: slow, log: fakeLog(), now: clock.now, settings });
    await note(activityOf(numbered(100), accepted, clock.now()), clock.now() + 60_000);

    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(16);
  });
});
