import { fleetPlans, fleetWithin, type Fleet } from '../../lambdas/settings/fleet.ts';
import type { Stage } from './stage.ts';

/** What the fleet of a stage follows from. */
export type FleetSettings = Pick<Stage, 'quotas' | 'regions' | 'pollers' | 'delivery'>;

/** The figures of one Region's functions, by which all Regions together stay under the quota; undefined if there are none. */
export function findStageFleet({
  quotas,
  regions,
  pollers,
  delivery,
}: FleetSettings): Fleet | undefined {
  const limits = {
    putPartnerEventsPerSecond: quotas.putPartnerEventsPerSecond,
    putPartnerEventsMs: quotas.putPartnerEventsMs,
    dataPlanes: regions.length,
    maximumPollers: pollers?.maximum,
  };
  return fleetWithin(limits, fleetPlans[delivery.prefer]);
}

/** The same for a stage that was read, in which there are always such figures. */
export function stageFleet(settings: FleetSettings): Fleet {
  const fleet = findStageFleet(settings);
  if (fleet === undefined) throw new Error('a stage without a fleet was not refused');
  return fleet;
}
