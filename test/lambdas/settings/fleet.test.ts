import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { deploymentsFor, replayDeployment } from '../../../lambdas/settings/deployment.ts';
import { standardSettings } from '../../../lambdas/settings/standard-settings.ts';
import {
  fleetPlans,
  fleetWithin,
  mostRequestsPerSecond,
  type FleetLimits,
  type FleetPlan,
} from '../../../lambdas/settings/fleet.ts';

const limits = fc.record({
  putPartnerEventsPerSecond: fc.integer({ min: 1, max: 1_000_000 }),
  putPartnerEventsMs: fc.integer({ min: 1, max: 500 }),
  dataPlanes: fc.integer({ min: 1, max: 36 }),
  maximumPollers: fc.option(fc.integer({ min: 2, max: 2000 }), { nil: undefined }),
});
const plans = fc.record({
  maxCallsInFlight: fc.integer({ min: 1, max: 40 }),
  maxRetryCallsInFlight: fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined }),
  fanOutInvocations: fc.integer({ min: 1, max: 20 }),
  retryPart: fc.double({ min: 0, max: 0.9, noNaN: true }),
});

/** Holds an invariant against every fleet that the limits allow. */
function always(
  invariant: (
    fleet: NonNullable<ReturnType<typeof fleetWithin>>,
    one: FleetLimits & FleetPlan,
  ) => void,
) {
  fc.assert(
    fc.property(limits, plans, (one, plan) => {
      const fleet = fleetWithin(one, plan);
      if (fleet !== undefined) invariant(fleet, { ...one, ...plan });
    }),
  );
}

describe('the fleet', () => {
  test('of all Regions together stays under the quota of one', () => {
    always((fleet, { putPartnerEventsPerSecond, ...planned }) => {
      expect(mostRequestsPerSecond(fleet, planned)).toBeLessThanOrEqual(
        putPartnerEventsPerSecond * (1 + 1e-9),
      );
    });
  });

  test('has concurrencies that Lambda takes, and calls in flight within its plan', () => {
    always((fleet, { maximumPollers, maxCallsInFlight, maxRetryCallsInFlight }) => {
      const { maximumConcurrency, callsInFlightPerRegion } = fleet;
      const { 'fan-out': fanOut, retry, replay } = maximumConcurrency;
      const {
        replay: replayCalls,
        'fan-out': fanOutCalls,
        retry: retryCalls,
      } = callsInFlightPerRegion;

      expect(Math.min(fanOut, retry)).toBeGreaterThanOrEqual(2);
      expect(replay).toBe(2);
      expect(Math.min(10, Math.max(1, replayCalls))).toBe(replayCalls);
      expect(Math.min(fanOutCalls, retryCalls)).toBeGreaterThanOrEqual(1);
      expect(fanOutCalls).toBeLessThanOrEqual(maxCallsInFlight);
      expect(retryCalls).toBeLessThanOrEqual(maxRetryCallsInFlight ?? maxCallsInFlight);
      // Provisioned pollers bound the fan-out function themselves, ten invocations each.
      const bound = maximumPollers === undefined ? 1000 : maximumPollers * 10;

      expect([Math.min(fanOut, bound), Math.min(retry, 1000)]).toEqual([fanOut, retry]);
    });
  });

  test('of the fewest calls has two invocations of one call, and not one of two', () => {
    const limitsOfFew = { putPartnerEventsPerSecond: 2000, putPartnerEventsMs: 3, dataPlanes: 1 };
    const plan = { maxCallsInFlight: 2, fanOutInvocations: 1, retryPart: 0 };

    expect(fleetWithin(limitsOfFew, plan)).toMatchObject({
      maximumConcurrency: { 'fan-out': 2 },
      callsInFlightPerRegion: { 'fan-out': 1 },
    });
  });

  test.each(['latency', 'cost'] as const)(
    'that prefers %s leaves no more than a third of a quota unused that no bound of Lambda holds back',
    (prefer) => {
      // Lambda runs a thousand invocations of four calls at once; the retry function's have one.
      const most = prefer === 'latency' ? 60_000 : 100_000;
      fc.assert(
        fc.property(fc.integer({ min: 200, max: most }), (putPartnerEventsPerSecond) => {
          const planned = { putPartnerEventsMs: 50, dataPlanes: 1 };
          const fleet = fleetWithin({ putPartnerEventsPerSecond, ...planned }, fleetPlans[prefer]);

          expect(mostRequestsPerSecond(fleet!, planned)).toBeGreaterThan(
            putPartnerEventsPerSecond * (2 / 3),
          );
        }),
      );
    },
  );

  test('gives replays at most 6 % of the quota, or two calls at once: Lambda takes no fewer', () => {
    always(({ maximumConcurrency, callsInFlightPerRegion }, one) => {
      const { putPartnerEventsPerSecond, putPartnerEventsMs } = one;
      const calls = maximumConcurrency.replay * callsInFlightPerRegion.replay;

      expect(calls).toBeLessThanOrEqual(
        Math.max(2, ((0.06 * putPartnerEventsPerSecond * putPartnerEventsMs) / 1000) * (1 + 1e-9)),
      );
    });
  });

  test('gives replays less before it refuses a stage of many data planes', () => {
    expect(
      fleetWithin({ ...standardSettings.quotas, dataPlanes: 16 })?.callsInFlightPerRegion.replay,
    ).toBe(2);
    expect(
      fleetWithin({ ...standardSettings.quotas, dataPlanes: 17 })?.callsInFlightPerRegion.replay,
    ).toBe(1);
  });

  test.each([
    [1, { 'fan-out': 4, retry: 2 }, { 'fan-out': 14, retry: 5 }],
    [2, { 'fan-out': 4, retry: 2 }, { 'fan-out': 7, retry: 2 }],
    [3, { 'fan-out': 6, retry: 3 }, { 'fan-out': 3, retry: 1 }],
    [10, { 'fan-out': 4, retry: 2 }, { 'fan-out': 1, retry: 1 }],
  ])('of %i Regions that prefers cost, by the standard quota', (dataPlanes, ...expected) => {
    const [maximumConcurrency, calls] = expected;

    expect(fleetWithin({ ...standardSettings.quotas, dataPlanes }, fleetPlans.cost)).toEqual({
      maximumConcurrency: { ...maximumConcurrency, replay: 2 },
      callsInFlightPerRegion: { ...calls, replay: 2 },
    });
  });

  test.each([
    [1, { 'fan-out': 14, retry: 10 }, { 'fan-out': 4, retry: 1 }],
    [2, { 'fan-out': 14, retry: 5 }, { 'fan-out': 2, retry: 1 }],
    [3, { 'fan-out': 19, retry: 3 }, { 'fan-out': 1, retry: 1 }],
    [10, { 'fan-out': 4, retry: 2 }, { 'fan-out': 1, retry: 1 }],
  ])('of %i Regions that prefers latency, by the standard quota', (dataPlanes, ...expected) => {
    const [maximumConcurrency, calls] = expected;

    expect(fleetWithin({ ...standardSettings.quotas, dataPlanes })).toEqual({
      maximumConcurrency: { ...maximumConcurrency, replay: 2 },
      callsInFlightPerRegion: { ...calls, replay: 2 },
    });
  });

  test.each([
    [{ putPartnerEventsPerSecond: 120, dataPlanes: 1 }, true],
    [{ putPartnerEventsPerSecond: 119, dataPlanes: 1 }, false],
    [{ putPartnerEventsPerSecond: 1400, dataPlanes: 17 }, true],
    [{ putPartnerEventsPerSecond: 1400, dataPlanes: 18 }, false],
    [{ putPartnerEventsPerSecond: 1400, dataPlanes: 1, maximumPollers: 6 }, true],
    [{ putPartnerEventsPerSecond: 1400, dataPlanes: 1, maximumPollers: 7 }, false],
    [{ putPartnerEventsPerSecond: 1400, putPartnerEventsMs: 5, dataPlanes: 1 }, true],
    [{ putPartnerEventsPerSecond: 1400, putPartnerEventsMs: 4, dataPlanes: 1 }, false],
  ])('within %j: %s', (one, isPossible) => {
    expect(fleetWithin({ ...standardSettings.quotas, ...one }) !== undefined).toBe(isPossible);
  });

  test('of one data plane is what local mode runs', () => {
    expect(deploymentsFor('latency')).toMatchObject({
      'fan-out': { maximumConcurrency: 14, callsInFlightPerRegion: 4 },
      retry: { maximumConcurrency: 10, callsInFlightPerRegion: 1 },
    });
    expect({ ...deploymentsFor('cost'), replay: replayDeployment }).toMatchObject({
      'fan-out': { maximumConcurrency: 4, callsInFlightPerRegion: 14 },
      retry: { maximumConcurrency: 2, callsInFlightPerRegion: 5 },
      replay: { maximumConcurrency: 2, callsInFlightPerRegion: 2 },
    });
  });
});
