import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { billOf, usageOf } from '../../../tools/cost-model/bill.ts';
import { checkCalls } from '../../../tools/cost-model/check-calls.ts';
import { limits } from '../../../tools/cost-model/inputs.ts';
import { invocationOf, mostMessages } from '../../../tools/cost-model/invocation.ts';
import {
  loadOf,
  sustainedEventsPerSecond,
  sustainedRetriesPerSecond,
} from '../../../tools/cost-model/load.ts';
import { scenarios, topScenario, usualScenario } from '../../../tools/cost-model/scenarios.ts';
import { stackSettings, type FunctionSettings } from '../../../tools/cost-model/settings.ts';

const { fanOut } = stackSettings('cost');
const { fanOut: atOnce, retry: retryAtOnce } = stackSettings('latency');
const vcpu: FunctionSettings = { ...fanOut, memoryMb: limits.memoryMbOfVcpu };
const of = (messages: number) => ({ messages, lookUps: 0, notes: 0 });

describe('an invocation', () => {
  test('takes as long as its reading and one call, when one call is all', () => {
    const { calls, deletions, seconds } = invocationOf(of(20), usualScenario, vcpu);

    expect({ calls, deletions }).toEqual({ calls: 1, deletions: 0 });
    // 500 + 20 * 15 us of reading, 400 + 20 * 10 us and 50 ms for the call.
    expect(seconds).toBeCloseTo(0.0008 + 0.0006 + 0.05, 6);
  });

  test('has its calls in rounds of those in flight, while the processor has time for them', () => {
    const six = { ...vcpu, callsInFlight: 2 };
    const { calls, deletions, seconds } = invocationOf(of(120), usualScenario, six);

    expect(calls).toBe(6);
    // All but the last round's 40 events.
    expect(deletions).toBe(8);
    expect(seconds).toBeCloseTo(0.0023 + 3 * (0.05 + 0.0006 + (8 / 6) * 0.00015), 6);
  });

  test('waits for the processor when that is what it lacks', () => {
    const small = { ...vcpu, memoryMb: 128, callsInFlight: 50 };
    const whole = invocationOf(of(1_000), usualScenario, { ...vcpu, callsInFlight: 50 });

    expect(invocationOf(of(1_000), usualScenario, small).seconds - 0.05).toBeCloseTo(
      (whole.seconds - 0.05) * (limits.memoryMbOfVcpu / 128),
      1,
    );
  });

  test('is no larger than its batch and its payload', () => {
    expect(mostMessages(usualScenario, fanOut)).toBe(fanOut.batchSize);
    expect(mostMessages({ ...usualScenario, eventBytes: 100_000 }, fanOut)).toBe(56);
  });

  test.each(scenarios)('makes the calls that the packer makes: %j', (traffic) => {
    expect(() => checkCalls(traffic, fanOut)).not.toThrow();
  });

  test('with other calls than the packer makes is refused', () => {
    expect(() => checkCalls({ ...usualScenario, eventBytes: 150_000 }, fanOut)).not.toThrow();
    expect(() => checkCalls({ ...usualScenario, eventBytes: 300_000 }, fanOut)).not.toThrow();
    expect(() =>
      checkCalls({ ...usualScenario, eventsPerMessage: 0.5 }, { ...fanOut, batchSize: 41 }),
    ).toThrow('requests were packed');
  });
});

describe('the load', () => {
  test('is held at the lower rates, and more than it can do is not', () => {
    expect(loadOf(usualScenario, fanOut)).toMatchObject({ isHeld: true, eventsPerSecond: 1_000 });
    const most = sustainedEventsPerSecond(topScenario, fanOut);
    const top = loadOf(topScenario, fanOut);

    expect(top).toMatchObject({ isHeld: false, delaySeconds: undefined });
    expect(top.eventsPerSecond).toBeCloseTo(most);
    expect(top.concurrency).toBeCloseTo(fanOut.maximumConcurrency, 3);
  });

  test('never needs more than the fleet has, nor relays more than its calls can carry', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 100_000, noNaN: true }),
        fc.integer({ min: 1, max: 10_000 }),
        fc.constantFrom(...Object.values({ fanOut, atOnce })),
        (eventsPerSecond, sources, settings) => {
          const load = loadOf({ ...topScenario, eventsPerSecond, sources }, settings);
          const calls = load.invocationsPerSecond * load.invocation.calls;

          expect(load.concurrency).toBeLessThanOrEqual(settings.maximumConcurrency * 1.001);
          expect(load.environments).toBeLessThanOrEqual(settings.maximumConcurrency);
          expect(calls).toBeLessThanOrEqual(1_400);
          expect(load.lookUpsPerSecond).toBeLessThanOrEqual(load.eventsPerSecond);
          expect(load.notesPerSecond).toBeLessThanOrEqual(load.lookUpsPerSecond);
        },
      ),
    );
  });

  test('notes and looks up at most once in a period for each source and environment', () => {
    const { environments, notesPerSecond, lookUpsPerSecond } = loadOf(usualScenario, fanOut);

    expect(notesPerSecond).toBeLessThan((environments * 1_000) / 60);
    expect(lookUpsPerSecond).toBeLessThan((environments * 1_000) / 30);
  });
});

describe('the load without a window', () => {
  test.each([
    [10, 1],
    [10, 20],
    [1_000, 1],
    [1_000, 20],
  ])('of %i events a second, %i a message, is held within 300 ms', (...given) => {
    const [eventsPerSecond, eventsPerMessage] = given;
    const load = loadOf({ ...usualScenario, eventsPerSecond, eventsPerMessage }, atOnce);

    expect(load.isHeld).toBe(true);
    expect(load.delaySeconds).toBeLessThan(0.3);
    expect(load.invocation.events).toBeLessThanOrEqual(10 * eventsPerMessage);
    expect(load.invocationsPerSecond * load.invocation.calls).toBeLessThan(1_400);
  });

  test('has a message in an invocation while a poller is free, and more when all are busy', () => {
    const messages = [10, 100, 500, 1_000].map(
      (eventsPerSecond) => loadOf({ ...usualScenario, eventsPerSecond }, atOnce).invocation.events,
    );

    expect(messages.slice(0, 2)).toEqual([1, 1]);
    expect(messages[2]).toBeGreaterThan(3);
    expect(messages[3]).toBeGreaterThan(6);
  });

  test('of 14,000 messages a second is more than ten receives of each poller bring', () => {
    const load = loadOf({ ...topScenario, eventsPerSecond: 14_000 }, atOnce);

    expect(load.isHeld).toBe(false);
    expect(load.eventsPerSecond).toBeCloseTo(10 * 10 * atOnce.maximumConcurrency, 3);
  });

  test('of retries is a thousand a second, though each batch looks its mappings up', () => {
    expect(sustainedRetriesPerSecond(usualScenario, retryAtOnce)).toBeGreaterThanOrEqual(1_000);
  });

  test('is received in as many requests as there are invocations', () => {
    const traffic = { ...usualScenario, eventsPerSecond: 10 };
    const { lambdaRequests, sqsRequests } = usageOf(loadOf(traffic, atOnce), traffic, atOnce);

    expect(lambdaRequests).toBe(1_000_000);
    expect(sqsRequests).toMatchObject({ received: 1_000_000, deleted: 1_000_000 });
  });
});

describe('a million events', () => {
  const usage = usageOf(loadOf(usualScenario, fanOut), usualScenario, fanOut);

  test('of 1 kB, one a message, are sent and received ten a request', () => {
    expect(usage.sqsRequests).toMatchObject({ sent: 100_000, received: 100_000 });
    expect(usage.putCalls).toBeGreaterThanOrEqual(50_000);
  });

  test('packed twenty to a message are billed by 64 KiB', () => {
    const packed = { ...usualScenario, eventsPerMessage: 20 };
    const { sqsRequests } = usageOf(loadOf(packed, fanOut), packed, fanOut);

    // Ten messages of 22,600 bytes are four times 64 KiB, for 200 events.
    expect(sqsRequests.sent).toBe(20_000);
  });

  test('cost what their requests cost', () => {
    const bill = billOf({
      putCalls: 0,
      lambdaRequests: 1_000_000,
      lambdaGbSeconds: 100_000,
      sqsRequests: { sent: 1e6, received: 1e6, deleted: 1e6, deletedEarly: 1e6 },
      lookUps: 2_000_000,
      notes: 1_000_000,
      logGb: 2,
    });

    expect(bill.lambda).toBeCloseTo(0.2 + 1.33334);
    expect(bill.sqs).toBeCloseTo(2);
    expect(bill.dynamodb).toBeCloseTo(0.125 + 1.25);
    expect(bill.logs).toBeCloseTo(1);
    expect(bill.total).toBeCloseTo(bill.lambda + bill.sqs + bill.dynamodb + bill.logs);
  });
});
