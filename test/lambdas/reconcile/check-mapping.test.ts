import { describe, expect, test } from '@jest/globals';
import { checkMapping } from '../../../lambdas/reconcile/check-mapping.ts';
import type { Mapping } from '../../../lambdas/domain/mapping.ts';
import { aMapping, testNowMs } from '../../support/domain-builders.ts';
import { fakeReconcile, type ReconcileOverrides } from '../../support/reconcile-services.ts';

const later = testNowMs + 3_600_000;
const checkedAt = new Date(testNowMs).toISOString();

/** A mapping, and its source in AWS unless `isGone`. */
async function aCheck(
  mapping: Mapping,
  { isGone = false, ...overrides }: ReconcileOverrides & { isGone?: boolean } = {},
) {
  const sides = fakeReconcile({ mappings: [mapping], ...overrides });
  const { sources, time } = sides;
  const { region, sourceName, account } = mapping;
  if (!isGone) await sources.create(region, sourceName, account);
  const check = async (dryRun = false, lastMs = later) => {
    const context = sides.context(dryRun);
    const result = await time.runUntil(checkMapping(mapping, lastMs, context));
    return { result, report: context.report, now: sides.mappings.all()[0]! };
  };
  return { ...sides, check };
}

const hoursAgo = (hours: number) => new Date(testNowMs - hours * 3_600_000).toISOString();
const pending = aMapping({ state: 'PENDING', expirationTime: '2026-11-28T19:00:00.000Z' });

describe('a check', () => {
  test('writes the state, the time of the check, and the notification of the vendor', async () => {
    const { check } = await aCheck(aMapping());
    const { result, report, now } = await check();

    expect(result).toEqual({ kind: 'checked', hasNews: true });
    expect(now).toMatchObject({
      state: 'PENDING',
      expirationTime: '2026-11-28T19:00:00.000Z',
      lastCheckedAt: checkedAt,
      outbox: [{ type: 'Partner Event Source Deactivated' }],
    });
    expect(report).toMatchObject({ checked: 1, found: { drift: 1 }, repaired: { drift: 1 } });
  });

  test('retires a mapping whose source no longer exists', async () => {
    const { check } = await aCheck(aMapping(), { isGone: true });
    const { result, report, now } = await check();

    expect(result).toEqual({ kind: 'checked', hasNews: true });
    expect(now).toMatchObject({ retirement: { retiredAt: checkedAt } });
    expect(report).toMatchObject({ found: { gone: 1 }, repaired: { gone: 1 } });
  });

  test('that finds nothing new is written down, but not again for six hours', async () => {
    const { check } = await aCheck(pending);
    expect((await check()).now).toEqual({ ...pending, lastCheckedAt: checkedAt });

    const fresh = { ...pending, lastCheckedAt: hoursAgo(5.9) };
    expect((await (await aCheck(fresh)).check()).now).toEqual(fresh);
    const old = { ...pending, lastCheckedAt: hoursAgo(6) };
    expect((await (await aCheck(old)).check()).now.lastCheckedAt).toBe(checkedAt);
  });

  test('is later than the one before, whatever the clock says, to distinguish two versions of a mapping', async () => {
    for (const ms of [0, 5_000]) {
      const lastCheckedAt = new Date(testNowMs + ms).toISOString();
      const { check } = await aCheck(aMapping({ lastCheckedAt }));
      const { now } = await check();

      expect(now.state).toBe('PENDING');
      expect(Date.parse(now.lastCheckedAt!)).toBe(testNowMs + ms + 1);
    }
  });

  test('of a dry run finds the same, and writes nothing', async () => {
    for (const isGone of [true, false]) {
      const { check } = await aCheck(aMapping(), { isGone });
      const { result, report, now } = await check(true);

      expect(result).toEqual({ kind: 'checked', hasNews: false });
      expect(now).toEqual(aMapping());
      expect(report.found).toMatchObject(isGone ? { gone: 1 } : { drift: 1 });
      expect(report.repaired).toEqual({ drift: 0, gone: 0, otherAccount: 0, orphan: 0 });
    }
  });

  test('does not change what a newer registration has replaced', async () => {
    for (const isGone of [true, false]) {
      const { check, mappings } = await aCheck(aMapping(), { isGone });
      const newer = aMapping({ generation: 'generation-2' });
      mappings.put(newer);
      const { result, report, now } = await check();

      expect(result).toEqual({ kind: 'checked', hasNews: false });
      expect(now).toEqual(newer);
      expect(report.repaired).toMatchObject({ gone: 0, drift: 0 });
    }
  });

  test('concludes nothing from a call that fails', async () => {
    const { check, sources } = await aCheck(aMapping(), { isGone: true });
    sources.disturb(() => {
      throw new Error('ThrottlingException');
    });
    const { result, report, now } = await check();

    expect(result).toEqual({ kind: 'failed' });
    expect(now).toEqual(aMapping());
    expect(report).toMatchObject({ checked: 0, incomplete: true });
  });

  test('for which there is no time is not made', async () => {
    const { check, sources } = await aCheck(aMapping());

    expect((await check(false, testNowMs - 1)).result).toEqual({ kind: 'late' });
    expect(sources.calls).toHaveLength(1);
  });

  test('has failed when the table cannot be written, and the mapping stays', async () => {
    const { check, mappings } = await aCheck(aMapping(), { isGone: true });
    mappings.failRetirements();
    const { result, report, now } = await check();

    expect(result).toEqual({ kind: 'failed' });
    expect(now).toEqual(aMapping());
    expect(report).toMatchObject({ incomplete: true, repaired: { gone: 0 } });

    const unwritable = await aCheck(aMapping(), {
      replace: ({ mappings: table }) => ({
        mappings: { ...table, change: async () => await Promise.reject(new Error('no table')) },
      }),
    });
    expect((await unwritable.check()).result).toEqual({ kind: 'failed' });
    expect(unwritable.log.lines).toMatchObject([{ level: 'error' }]);
  });
});

describe('what a source missed', () => {
  const wished = { ...pending, missedSince: pending.createdAt, sendsMissedOnceActive: true };
  const accept = ({ sources }: Awaited<ReturnType<typeof aCheck>>) =>
    sources.accept(pending.region, pending.sourceName);

  test('is noted with the state', async () => {
    const { check } = await aCheck(aMapping({ lastCheckedAt: hoursAgo(1) }));

    expect((await check()).now).toMatchObject({
      missedSince: hoursAgo(1),
      doubt: { from: hoursAgo(1), to: new Date(Date.parse(checkedAt) + 120_000).toISOString() },
    });
  });

  test('is sent by itself when the source is ACTIVE, if the customer wants that, and once', async () => {
    const sides = await aCheck(wished);
    await sides.check();
    expect(sides.replays.all()).toEqual([]);
    accept(sides);
    await sides.check(true);
    expect(sides.replays.all()).toEqual([]);

    const [before] = sides.mappings.all();
    sides.mappings.put({ ...before!, lastCheckedAt: hoursAgo(1) });
    const again = await aCheck({ ...before!, lastCheckedAt: hoursAgo(1) });
    accept(again);
    const { now } = await again.check();
    await again.check();

    expect(now.sendsMissedOnceActive).toBeUndefined();
    expect(now).toMatchObject({ state: 'ACTIVE', missedSince: pending.createdAt });
    expect(again.replays.all()).toMatchObject([
      { startedBy: 'reconciler', fromMs: Date.parse(pending.createdAt) },
    ]);
    expect(again.replays.woken).toHaveLength(1);
  });

  test('is sent at the next check if it could not be sent', async () => {
    let isDown = true;
    const sides = await aCheck(wished, {
      replace: ({ wakeReplay }) => ({
        wakeReplay: async (message) => {
          if (isDown) throw new Error('the queue is down');
          await wakeReplay(message);
        },
      }),
    });
    accept(sides);
    const { now, report } = await sides.check();
    expect(report.incomplete).toBe(true);
    expect(now).toMatchObject({ state: 'ACTIVE', sendsMissedOnceActive: true });
    isDown = false;

    expect((await sides.check()).now.sendsMissedOnceActive).toBeUndefined();
    expect(sides.replays.all()).toHaveLength(1);
    expect(sides.replays.woken).toHaveLength(1);
  });

  test('is not noted where there is no history', async () => {
    const { check } = await aCheck(aMapping(), { policy: { booksMissed: false } });

    expect((await check()).now).not.toHaveProperty('missedSince');
  });
});

test('the vendor is notified when deliveries fail for long, once', async () => {
  const failing = aMapping({
    failingSince: hoursAgo(2),
    lastError: { code: 'X', message: 'y', time: hoursAgo(0.1) },
  });
  const { check, sources } = await aCheck(failing);
  sources.accept(failing.region, failing.sourceName);
  const { result, report, now } = await check();

  expect(result).toEqual({ kind: 'checked', hasNews: true });
  expect(report.found).toMatchObject({ drift: 0 });
  expect(now).toMatchObject({
    notifiedFailing: { since: hoursAgo(2), hours: 1 },
    outbox: [{ type: 'Partner Event Source Failing', failingHours: 1 }],
  });
  const again = await aCheck(now);
  again.sources.accept(failing.region, failing.sourceName);
  expect((await again.check()).now.outbox).toHaveLength(1);
});
