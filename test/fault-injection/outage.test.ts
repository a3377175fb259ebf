import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { writeDomainEvent } from '../../lambdas/domain/domain-event.ts';
import { standardSettings } from '../../lambdas/settings/standard-settings.ts';
import { SimulatedEventBridge } from '../../tools/simulators/event-bridge.ts';
import { SimulatedQueue } from '../../tools/simulators/queue/simulated-queue.ts';
import { virtualClock } from '../../tools/simulators/virtual-clock.ts';
import { deployedQueue } from './deployed-settings.ts';
import { figuresOf, type Figures } from './outage/figures.ts';
import { parseOutageOptions } from './outage/options.ts';
import { promisesOf } from './outage/promises.ts';
import { runS3Outages, s3ReportOf } from './outage/report-s3.ts';
import type { S3Figures } from './outage/simulate-s3.ts';
import { failingRegion, flowAround, hourMs, putQuota, type Scenario } from './outage/scenario.ts';
import { simulate } from './outage/simulate.ts';
import { eventOf, mappingOf, mappings } from './outage/traffic.ts';
import { outageFunctions } from './outage/functions.ts';
import { watchedPut } from './outage/watched-put.ts';

// Days pass in seconds, on an idle machine.
jest.setTimeout(120_000);

const events = 400;
const runs = new Map<string, Promise<Figures>>();

/** The figures of a small run; the same run is made once. */
async function figures(outageHours: number, fields: Partial<Scenario> = {}): Promise<Figures> {
  const scenario: Scenario = {
    events,
    outageHours,
    flowHours: flowAround(outageHours),
    manner: 'failing',
    hasJitter: true,
    callMs: 50,
    seed: 7,
    ...fields,
  };
  const key = JSON.stringify(scenario);
  const run = runs.get(key) ?? simulate(scenario).then(figuresOf);
  runs.set(key, run);
  return await run;
}

/** A run without an outage as long as one with an outage of this many hours. */
async function calm(outageHours: number): Promise<Figures> {
  return await figures(0, { flowHours: flowAround(outageHours) });
}

const broken = (some: Figures, beside: Figures) =>
  promisesOf(some, beside).flatMap(({ promise, holds }) => (holds ? [] : [promise]));

describe('an outage of one Region', () => {
  test.each([
    [1, 'failing'],
    [6, 'silent'],
    [23, 'failing'],
    [25, 'failing'],
    [25, 'silent'],
  ] as const)('of %s h that %s keeps every promise', async (hours, manner) => {
    expect(broken(await figures(hours, { manner }), await calm(hours))).toEqual([]);
  });

  test.each([
    [6, 'silent'],
    [25, 'failing'],
  ] as const)('of %s h that %s keeps them where latency is preferred', async (hours, manner) => {
    const beside = await figures(0, { flowHours: flowAround(hours), prefer: 'latency' });

    expect(broken(await figures(hours, { manner, prefer: 'latency' }), beside)).toEqual([]);
  });

  test('of 23 h dead-letters nothing', async () => {
    expect(await figures(23)).toMatchObject({ accepted: events, deadLettered: 0 });
  });

  test('of 25 h dead-letters the events of its first hour, and gives the reason', async () => {
    const { deadLettered, accepted, reasons, youngestDeadMs } = await figures(25);

    expect(deadLettered).toBeGreaterThan(2);
    expect(accepted + deadLettered).toBe(events);
    expect(reasons).toEqual({ 'not accepted within 24 hours': deadLettered });
    expect(youngestDeadMs).toBeGreaterThanOrEqual(24 * hourMs);
  });

  test('goes round the retry function far more often than Lambda allows to others', async () => {
    expect((await figures(25)).mostRounds).toBeGreaterThan(100);
  });

  test('breaks its promises when the retry function is left on Terminate', async () => {
    const stopped = await figures(6, { retryFunction: { recursiveLoop: 'Terminate' } });

    expect(stopped.mostRounds).toBe(16);
    expect(stopped.withoutReason).toBeGreaterThan(0);
    expect(broken(stopped, await calm(6))).toContainEqual(
      expect.stringMatching(/^nothing is dead-lettered before /),
    );
  });

  test('is over for its events within the longest delay', async () => {
    expect((await figures(6)).recoverySeconds).toBeLessThan(
      standardSettings.retry.maxDelaySeconds + 60,
    );
  });

  test('without jitter is tried less often, and comes back in higher peaks', async () => {
    // Enough events that chance makes no peak.
    const many = { events: 8_000 };
    const jittered = await figures(1, many);
    const plain = await figures(1, { ...many, hasJitter: false });

    expect(plain.attempts).toBeLessThan(jittered.attempts);
    expect(plain.peakAfter).toBeGreaterThan(jittered.peakAfter);
  });
});

test('a batch for a silent Region ends after one time-out, and none of it comes back', async () => {
  const clock = virtualClock(0);
  const bridge = new SimulatedEventBridge(clock.now, { quota: putQuota });
  bridge.fail(failingRegion, 'silent', hourMs);
  const eventsQueue = new SimulatedQueue(clock, { ...deployedQueue('fan-out'), name: 'event' });
  const retryQueue = new SimulatedQueue(clock, { ...deployedQueue('retry'), name: 'retry' });
  const { fanOut } = outageFunctions({
    clock,
    mappings,
    retryQueue,
    put: watchedPut(clock, bridge, { events: 8_000, callMs: 50 }).put,
    random: { fanOut: () => 0.5, retry: () => 0.5 },
    onDeadLetter: () => undefined,
  });
  const batch = Array.from({ length: 8_000 }, (_, index) =>
    eventsQueue.send({ body: writeDomainEvent(eventOf(index)) }),
  );
  const ended: { kept: number; atMs: number }[] = [];
  clock.begin(async () => {
    const kept = await fanOut(batch, { lineage: new Map(), round: 1 });
    ended.push({ kept: kept.size, atMs: clock.now() });
  });
  await clock.run();

  expect(ended).toHaveLength(1);
  expect(ended[0]!.kept).toBe(0);
  expect(ended[0]!.atMs).toBeLessThan(20_000);
  expect(retryQueue.waiting()).toBe(
    batch.filter((_, index) => mappingOf(index).region === failingRegion).length,
  );
});

describe('an outage of S3', () => {
  const s3Options = { events: 1_000, callMs: 50, seed: 7 };
  let all: readonly S3Figures[];
  beforeAll(async () => {
    all = await runS3Outages([1, 25], s3Options);
  });

  test('keeps every promise: large events wait a day, and small ones seconds', () => {
    const { lines, holds } = s3ReportOf(all);

    expect(lines.filter((line) => line.startsWith('S3'))).toEqual([]);
    expect(holds).toBe(true);
    const ofHours = all.map(({ scenario: { outageHours }, deadLettered }) => [
      outageHours,
      deadLettered > 0,
    ]);
    expect(ofHours).toEqual([
      [0, false],
      [1, false],
      [1, false],
      [25, true],
      [25, true],
    ]);
    expect(all.every(({ large, puts }) => large === 50 && puts >= 50)).toBe(true);
  });

  test.each<[string, Partial<S3Figures>]>([
    ['no event is lost or accepted twice while S3 fails', { lost: 1 }],
    ['no event is lost or accepted twice while S3 fails', { acceptedTwice: 1 }],
    ['no stub is sent without its object', { withoutObject: 1 }],
    ['a large event is dead-lettered after 24 hours, with its reason', { withoutReason: 1 }],
    ['a large event is dead-lettered after 24 hours, with its reason', { deadSmall: 1 }],
    [
      'a large event is dead-lettered after 24 hours, with its reason',
      { deadLettered: 1, youngestDeadMs: 23 * hourMs, oldestDeadMs: 23 * hourMs },
    ],
    ['small events are held up by seconds at the most', { small: { p50: 1, p99: 1, max: 60_000 } }],
    [
      'large events are relayed within the longest delay after the outage',
      { recoverySeconds: 2_000 },
    ],
  ])('is seen to break its promise: %s: %o', (promise, fields) => {
    const { lines, holds } = s3ReportOf([all[0]!, { ...all[0]!, ...fields }]);

    expect(holds).toBe(false);
    expect(lines.at(-1)).toContain(promise);
  });

  test('is left out if nobody asks for one', async () => {
    expect(s3ReportOf(await runS3Outages([], s3Options))).toEqual({ lines: [], holds: true });
  });
});

describe('a promise is seen to be broken', () => {
  test.each<[string, Partial<Figures>]>([
    ['nothing is lost, nothing accepted twice', { lost: 1 }],
    ['nothing is lost, nothing accepted twice', { acceptedTwice: 1 }],
    [
      'nothing is dead-lettered before it was tried for 24 hours',
      { deadLettered: 1, youngestDeadMs: 23 * hourMs, oldestDeadMs: 24 * hourMs },
    ],
    [
      'what is not accepted within 24 hours is dead-lettered then, with its reason',
      { deathsMissing: 1 },
    ],
    [
      'what is not accepted within 24 hours is dead-lettered then, with its reason',
      { withoutReason: 1 },
    ],
    ['the other Regions do not notice', { others: { p50: 1, p99: 9_000, max: 9_000 } }],
    ['recovery stays under the request quota', { peakAfter: putQuota.requestsPerSecond + 1 }],
    ['recovery stays under the request quota', { throttled: 1 }],
  ])('%s: %o', async (promise, fields) => {
    const beside = await calm(1);

    expect(broken({ ...beside, ...fields }, beside)).toEqual([promise]);
  });
});

test.each([
  ['--events', 'many'],
  ['--hours', '1,x'],
  ['--s3', '49'],
  ['--seed', '-1'],
  ['--call-ms', '0'],
])('an option that is wrong is named: %s %s', (option, value) => {
  expect(() => parseOutageOptions([`${option}=${value}`])).toThrow(option);
});
