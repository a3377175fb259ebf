import { describe, expect, test } from '@jest/globals';
import { regionCalls } from '../../../lambdas/reconcile/region-calls.ts';
import { newReport } from '../../../lambdas/reconcile/report.ts';
import { testNowMs } from '../../support/domain-builders.ts';
import { fakeLog } from '../../support/fake-log.ts';
import { fakePartnerSources } from '../../support/fake-partner-sources.ts';
import { virtualClock } from '../../../tools/simulators/virtual-clock.ts';

const later = testNowMs + 3_600_000;
const region = 'us-east-1';

/** How a call goes: an answer, an error of this name, or the same after the whole time-out. */
type Way = 'answered' | 'Odd' | 'TimeoutError';

/** A Region in which the calls about a source, or of a listing, go by these ways; the last one stays. */
function aRegion(listing: Way = 'answered') {
  const time = virtualClock();
  const log = fakeLog();
  const report = newReport(false);
  const ways = new Map<string, Way[]>();
  const made: string[] = [];
  const go = async (name: string, way: Way, timeoutMs: number) => {
    made.push(name);
    if (way === 'answered') return;
    if (way === 'TimeoutError') await time.sleep(timeoutMs);
    throw new DOMException('no answer', way);
  };
  const plain = fakePartnerSources(time.now);
  const wayOf = (name: string) => {
    const left = ways.get(name) ?? [];
    return (left.length > 1 ? left.shift() : left[0]) ?? 'answered';
  };
  const sources = {
    ...plain,
    list: async () => {
      await go('', listing, 10_000);
      return { sources: [] };
    },
    observe: async (_region: string, name: string, timeoutMs = 10_000) => {
      await go(name, wayOf(name), timeoutMs);
      return { kind: 'nonexistent' } as const;
    },
    create: async (_region: string, name: string) => {
      await go(name, wayOf(name), 10_000);
      return 'created' as const;
    },
  };
  const calls = regionCalls(region, 40, { time, log, report, sources });
  const observe = async (name: string, lastMs = later) =>
    await time.runUntil(calls.observe(name, lastMs));
  /** Observes so many sources side by side, all of which go this way. */
  const observeMany = async (count: number, way: Way, lastMs = later) => {
    const names = Array.from({ length: count }, (_, index) => `${way}-${index}`);
    for (const name of names) ways.set(name, [way]);
    return await time.runUntil(Promise.all(names.map((name) => calls.observe(name, lastMs))));
  };
  return { calls, observe, observeMany, ways, made, time, log, report };
}

const failed = { kind: 'failed' };
const answered = { kind: 'answered', value: { kind: 'nonexistent' } };

describe('a call to a Region', () => {
  test.each([
    [[], 0],
    [['Odd'], 1_000],
    [['Odd', 'Odd'], 3_000],
    [['TimeoutError'], 5_000],
  ] as const)('is answered after %j, each tried again after a pause', async (before, ms) => {
    const { observe, ways, time, report, log } = aRegion();
    ways.set('one', [...before, 'answered']);

    expect(await observe('one')).toEqual(answered);
    expect(time.now()).toBe(testNowMs + ms);
    expect(report).toMatchObject({ calls: before.length + 1, failedCalls: 0, incomplete: false });
    expect(log.lines).toEqual([]);
  });

  test.each([
    ['Odd', 3],
    ['TimeoutError', 2],
  ] as const)('that fails with %s has failed after %d tries, and is reported', async (way, n) => {
    const { observe, ways, report, log } = aRegion();
    ways.set('one', [way]);

    expect(await observe('one')).toEqual(failed);
    expect(report).toMatchObject({
      calls: n,
      failedCalls: 1,
      unanswered: 1,
      unansweredSources: [{ sourceName: 'one', region, code: way }],
      regionsLeft: [],
      incomplete: true,
    });
    expect(log.lines).toMatchObject([{ level: 'warn', fields: { region, sourceName: 'one' } }]);
  });

  test('is not made after the last moment', async () => {
    const { observe, made } = aRegion();

    expect(await observe('one', testNowMs - 1)).toEqual({ kind: 'late' });
    expect(made).toEqual([]);
  });

  test('that fails at the last moment is not tried again', async () => {
    const { observe, ways, made } = aRegion();
    ways.set('one', ['Odd', 'answered']);

    expect(await observe('one', testNowMs + 999)).toEqual({ kind: 'late' });
    expect(made).toEqual(['one']);
  });
});

describe('sources for which AWS does not answer', () => {
  test.each(['Odd', 'TimeoutError'] as const)(
    'are no reason to leave the Region: %s',
    async (way) => {
      const { observe, observeMany, report } = aRegion();
      await observeMany(1_000, way);

      expect(await observe('one')).toEqual(answered);
      expect(report).toMatchObject({ unanswered: 1_000, regionsLeft: [] });
    },
  );

  test('are named up to fifty, in the report and in the log', async () => {
    const { observeMany, report, log } = aRegion();
    await observeMany(60, 'Odd');

    expect(report.unansweredSources).toHaveLength(50);
    expect(log.lines).toHaveLength(50);
  });

  test('take no more time than others, however many hang', async () => {
    const { observeMany, time } = aRegion();
    await observeMany(4_000, 'TimeoutError');

    // 4,000 calls at 40 a second, a probe for each ten, and the time-outs of the first and the last.
    expect(time.now() - testNowMs).toBeLessThan(150_000);
  });

  test('hold up none that is answered, while they take their time-outs', async () => {
    const { calls, time, ways } = aRegion();
    const names = Array.from({ length: 2_000 }, (_, index) => `source-${index}`);
    for (const [index, name] of names.entries())
      if (index % 4 === 0) ways.set(name, ['TimeoutError']);
    const all = await time.runUntil(Promise.all(names.map((name) => calls.observe(name, later))));

    expect(all.filter(({ kind }) => kind === 'answered')).toHaveLength(1_500);
    // 2,500 calls at 40 a second, and two time-outs at the end.
    expect(time.now() - testNowMs).toBeLessThan(75_000);
  });
});

describe.each([['Odd'], ['TimeoutError']] as const)('a Region that always fails: %s', (way) => {
  test('is called no more once ten sources and a probe have failed', async () => {
    const { observe, observeMany, report, made, time, log } = aRegion(way);
    await observeMany(5_000, way);

    expect(time.now() - testNowMs).toBeLessThan(20_000);
    expect(made.length).toBeLessThanOrEqual(202);
    expect(report).toMatchObject({ unanswered: 5_000, regionsLeft: [{ region, code: way }] });
    expect(report.failedCalls).toBeGreaterThanOrEqual(10);
    expect(log.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
    expect(await observe('one')).toEqual(failed);
  });

  test('is still asked to make a source again that was deleted', async () => {
    const { calls, observeMany, time } = aRegion(way);
    await observeMany(100, way);

    expect(await time.runUntil(calls.create('one', '111122223333', later))).toMatchObject({
      kind: 'answered',
    });
    expect(await time.runUntil(calls.observe('one', later))).toEqual(answered);
  });
});

test('a Region whose listing fails is there as long as a source is answered for that was before', async () => {
  const { observe, observeMany, report } = aRegion('Odd');
  await observe('one');
  await observeMany(100, 'TimeoutError');

  expect(await observe('two')).toEqual(answered);
  expect(report.regionsLeft).toEqual([]);
});
