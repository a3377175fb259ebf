import type { Contradiction } from './contradiction.ts';
import { partitionContradictionsIn } from './partition-checks.ts';
import type { Stage } from './stage.ts';
import { findStageFleet } from './stage-fleet.ts';

/** What in a stage contradicts itself. */
export function contradictionsIn(stage: Stage): readonly Contradiction[] {
  const { entryLimits, tenantLimits, history, pollers } = stage;
  const checks = [
    {
      isRight: stage.regions.includes(stage.homeRegion),
      key: 'homeRegion',
      problem: `must be one of regions, not "${stage.homeRegion}"`,
    },
    {
      isRight: entryLimits.maxEntryBytes <= entryLimits.maxRequestBytes,
      key: 'entryLimits.maxEntryBytes',
      problem: `must be at most entryLimits.maxRequestBytes, ${entryLimits.maxRequestBytes}, not ${entryLimits.maxEntryBytes}`,
    },
    {
      isRight: tenantLimits.maxPendingSources <= tenantLimits.maxSources,
      key: 'tenantLimits.maxPendingSources',
      problem: `must be at most tenantLimits.maxSources, ${tenantLimits.maxSources}, not ${tenantLimits.maxPendingSources}`,
    },
    {
      isRight: history.bodyDays <= history.rowDays,
      key: 'history.bodyDays',
      problem: `must be at most history.rowDays, ${history.rowDays}, not ${history.bodyDays}`,
    },
    {
      isRight: pollers === undefined || pollers.minimum <= pollers.maximum,
      key: 'pollers.minimum',
      problem: `must be at most pollers.maximum, ${pollers?.maximum}, not ${pollers?.minimum}`,
    },
    {
      isRight: findStageFleet(stage) !== undefined,
      key: pollers === undefined ? 'quotas.putPartnerEventsPerSecond' : 'pollers.maximum',
      problem: `must be ${pollers === undefined ? 'greater' : 'smaller'}: with ${stage.regions.length} Region${stage.regions.length === 1 ? '' : 's'} the fleet cannot stay under ${stage.quotas.putPartnerEventsPerSecond} requests a second`,
    },
  ];
  return [...checks.filter(({ isRight }) => !isRight), ...partitionContradictionsIn(stage)];
}
