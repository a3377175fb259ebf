import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { deliveryEnvironment, deployments, standardQuotas } from '../../lambdas/deployment.ts';
import { fleetWithin, mostRequestsPerSecond, type FleetLimits } from '../../lambdas/fleet.ts';

const limits = fc.record({
  putPartnerEventsPerSecond: fc.integer({ min: 1, max: 1_000_000 }),
  dataPlanes: fc.integer({ min: 1, max: 36 }),
  maximumPollers: fc.option(fc.integer({ min: 2, max: 2000 }), { nil: undefined }),
});

/** Holds a law against every fleet that the limits allow. */
function always(
  law: (fleet: NonNullable<ReturnType<typeof fleetWithin>>, one: FleetLimits) => void,
) {
  fc.assert(
    fc.property(limits, (one) => {
      const fleet = fleetWithin(one);
      if (fleet !== undefined) law(fleet, one);
    }),
  );
}

describe('the fleet', () => {
  test('of all Regions together stays under the quota of one', () => {
    always((fleet, { putPartnerEventsPerSecond, dataPlanes }) => {
      expect(mostRequestsPerSecond(fleet) * dataPlanes).toBeLessThanOrEqual(
        putPartnerEventsPerSecond * (1 + 1e-9),
      );
    });
  });

  test('has concurrencies that Lambda takes, and at least a call in flight', () => {
    always(({ maximumConcurrency, callsInFlightPerRegion }, { maximumPollers }) => {
      const { 'fan-out': fanOut, retry } = maximumConcurrency;

      expect(Math.min(fanOut, retry)).toBeGreaterThanOrEqual(2);
      expect(callsInFlightPerRegion).toBeGreaterThanOrEqual(1);
      // Provisioned pollers bound the fan-out function themselves, ten invocations each.
      const bound = maximumPollers === undefined ? 1000 : maximumPollers * 10;

      expect([Math.min(fanOut, bound), Math.min(retry, 1000)]).toEqual([fanOut, retry]);
    });
  });

  test.each([
    [1, { 'fan-out': 12, retry: 5 }, 4],
    [2, { 'fan-out': 6, retry: 2 }, 4],
    [3, { 'fan-out': 3, retry: 2 }, 4],
    [10, { 'fan-out': 5, retry: 2 }, 1],
  ])('of %i Regions, by the standard quota', (dataPlanes, maximumConcurrency, calls) => {
    expect(fleetWithin({ ...standardQuotas, dataPlanes })).toEqual({
      maximumConcurrency,
      callsInFlightPerRegion: calls,
    });
  });

  test.each([
    [{ putPartnerEventsPerSecond: 80, dataPlanes: 1 }, true],
    [{ putPartnerEventsPerSecond: 79, dataPlanes: 1 }, false],
    [{ putPartnerEventsPerSecond: 1400, dataPlanes: 18 }, false],
    [{ putPartnerEventsPerSecond: 1400, dataPlanes: 1, maximumPollers: 6 }, true],
    [{ putPartnerEventsPerSecond: 1400, dataPlanes: 1, maximumPollers: 7 }, false],
  ])('within %j: %s', (one, isPossible) => {
    expect(fleetWithin(one) !== undefined).toBe(isPossible);
  });

  test('of one data plane is what local mode runs', () => {
    expect(deployments['fan-out'].maximumConcurrency).toBe(12);
    expect(deployments.retry.maximumConcurrency).toBe(5);
    expect(deliveryEnvironment.MAX_CALLS_IN_FLIGHT_PER_REGION).toBe('4');
  });
});
