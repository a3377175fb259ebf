import { describe, expect, jest, test } from '@jest/globals';
import { writeDomainEvent } from '../../lambdas/domain/domain-event.ts';
import { simulatedEventBridge } from './outage/cloud/event-bridge.ts';
import { oldestFirst } from './outage/cloud/oldest-first.ts';
import { pump } from './outage/cloud/pump.ts';
import { openQueue, type Message } from './outage/cloud/simulated-queue.ts';
import { virtualClock } from '../../tools/simulators/virtual-clock.ts';
import { figuresOf, type Figures } from './outage/figures.ts';
import { parseOutageOptions } from './outage/options.ts';
import { promisesOf } from './outage/promises.ts';
import { failingRegion, flowAround, hourMs, putQuota, type Scenario } from './outage/scenario.ts';
import { simulate } from './outage/simulate.ts';
import { eventOf, mappingOf } from './outage/traffic.ts';
import { wholeFunctions } from './outage/whole-functions.ts';

// Days pass in seconds, on an idle machine.
jest.setTimeout(60_000);

const events = 400;
const runs = new Map<string, Promise<Figures>>();

/** The figures of a small run; the same run is made once. */
async function figures(outageHours: number, fields: Partial<Scenario> = {}): Promise<Figures> {
  const scenario: Scenario = {
    events,
    outageHours,
    flowHours: flowAround(outageHours),
    manner: 'refuses',
    hasJitter: true,
    callMs: 50,
    seed: 7,
    functions: 'modelled',
    ...fields,
  };
  const key = JSON.stringify(scenario);
  const run = runs.get(key) ?? simulate(scenario).then(figuresOf);
  runs.set(key, run);
  return await run;
}

/** A run without an outage for as long as one of so many hours. */
async function calm(outageHours: number): Promise<Figures> {
  return await figures(0, { flowHours: flowAround(outageHours) });
}

const broken = (some: Figures, beside: Figures) =>
  promisesOf(some, beside).flatMap(({ promise, holds }) => (holds ? [] : [promise]));

describe('an outage of one Region', () => {
  test.each([
    [1, 'refuses'],
    [6, 'silent'],
    [23, 'refuses'],
    [25, 'refuses'],
    [25, 'silent'],
  ] as const)('of %s h that %s keeps every promise', async (hours, manner) => {
    expect(broken(await figures(hours, { manner }), await calm(hours))).toEqual([]);
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

  test.each(['modelled', 'whole'] as const)(
    'breaks its promises when the retry function is left on Terminate: %s functions',
    async (functions) => {
      const retryFunction = { recursiveLoop: 'Terminate' } as const;
      const stopped = await figures(6, { functions, retryFunction });

      expect(stopped.mostRounds).toBe(16);
      expect(stopped.withoutReason).toBeGreaterThan(0);
      expect(broken(stopped, await calm(6))).toContainEqual(
        expect.stringMatching(/^nothing is dead-lettered before /),
      );
    },
  );

  test('is over for its events within the longest delay', async () => {
    expect((await figures(6)).recoverySeconds).toBeLessThan(900 + 60);
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

test.each(['refuses', 'silent'] as const)(
  'the model makes of an outage that %s what the handlers make of it',
  async (manner) => {
    const [modelled, whole] = [
      await figures(2, { manner }),
      await figures(2, { manner, functions: 'whole' }),
    ];
    const { scenario: _modelled, ...numbers } = modelled;
    const { scenario: _whole, ...sameNumbers } = whole;

    expect(numbers).toEqual(sameNumbers);
  },
);

test('a batch for a silent Region ends after one time-out, and none of it comes back', async () => {
  const timeline = virtualClock(0);
  const outage = { region: failingRegion, startMs: 0, endMs: hourMs, manner: 'silent' } as const;
  const bridge = simulatedEventBridge(timeline, {
    events: 8_000,
    callMs: 50,
    quota: putQuota,
    outages: [outage],
  });
  const retryQueue = openQueue<string>(timeline, {
    shelf: oldestFirst(),
    visibilityTimeoutMs: 360_000,
    maxReceiveCount: 10,
    onDeadLetter: () => undefined,
  });
  const { fanOut } = wholeFunctions({
    timeline,
    retryQueue,
    put: bridge.put,
    callsSilentRegions: false,
    random: { fanOut: () => 0.5, retry: () => 0.5 },
    onDeadLetter: () => undefined,
  });
  const batch = Array.from({ length: 8_000 }, (_, index) => ({
    item: writeDomainEvent(eventOf(index)),
    sentAtMs: 0,
    groupId: undefined,
    receives: 1,
  }));
  const ended: { returned: number; atMs: number }[] = [];
  timeline.at(1, () =>
    timeline.begin(async () => {
      const returned = await fanOut(batch, new Map());
      ended.push({ returned: returned.size, atMs: timeline.now() });
    }),
  );
  await timeline.run();

  expect(ended).toHaveLength(1);
  expect(ended[0]!.returned).toBe(0);
  expect(ended[0]!.atMs).toBeLessThan(20_000);
  expect(retryQueue.waiting()).toBe(
    batch.filter((_, index) => mappingOf(index).region === failingRegion).length,
  );
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
    ['the other Regions do not notification', { others: { p50: 1, p99: 9_000, max: 9_000 } }],
    ['recovery stays under the request quota', { peakAfter: putQuota.requestsPerSecond + 1 }],
    ['recovery stays under the request quota', { throttled: 1 }],
  ])('%s: %o', async (promise, fields) => {
    const beside = await calm(1);

    expect(broken({ ...beside, ...fields }, beside)).toEqual([promise]);
  });
});

function aQueue() {
  const timeline = virtualClock(0);
  const dead: string[] = [];
  const queue = openQueue<string>(timeline, {
    shelf: oldestFirst(),
    visibilityTimeoutMs: 360_000,
    maxReceiveCount: 3,
    onDeadLetter: ({ item }) => dead.push(item),
  });
  return { timeline, queue, dead };
}

describe('the simulated queue', () => {
  test('shows a message when its delay is over', async () => {
    const { timeline, queue } = aQueue();
    const seen: number[] = [];
    queue.onVisible(() => seen.push(timeline.now()));
    queue.send('one', { delaySeconds: 900 });
    await timeline.run();

    expect(seen).toEqual([900_000]);
    expect(queue.visible()).toBe(1);
  });

  test('dead-letters a message that comes back too often, and shows it a visibility time-out apart', async () => {
    const { timeline, queue, dead } = aQueue();
    const seen: number[] = [];
    queue.onVisible(() => {
      const received = queue.receive(10);
      if (received.length > 0) seen.push(timeline.now());
      queue.giveBack(received, timeline.now());
    });
    queue.send('one');
    await timeline.run();

    expect(seen).toEqual([0, 360_000, 720_000]);
    expect(dead).toEqual(['one']);
    expect(queue.waiting()).toBe(0);
  });

  test('feeds no more invocations at once than its pump allows', async () => {
    const { timeline, queue } = aQueue();
    let running = 0;
    const seen: number[] = [];
    const work = async (batch: readonly Message<string>[]) => {
      running += 1;
      seen.push(running);
      await timeline.sleep(1_000);
      running -= 1;
      expect(batch).toHaveLength(10);
      return new Set<Message<string>>();
    };
    const settings = {
      functionName: 'a function',
      recursiveLoop: 'Terminate' as const,
      batchSize: 10,
      batchWindowSeconds: 1,
      maximumConcurrency: 2,
      messageBytes: 1,
    };
    pump(timeline, queue, settings, work);
    for (let message = 0; message < 100; message += 1) queue.send(String(message));
    await timeline.run();

    expect(Math.max(...seen)).toBe(2);
    expect(seen).toHaveLength(10);
    expect(queue.waiting()).toBe(0);
  });
});

test.each([
  ['--events', 'many'],
  ['--hours', '1,x'],
  ['--seed', '-1'],
  ['--call-ms', '0'],
])('an option that is wrong is named: %s %s', (option, value) => {
  expect(() => parseOutageOptions([`${option}=${value}`])).toThrow(option);
});
