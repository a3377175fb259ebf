import { colourProblems } from '../../lambdas/domain/brand/brand-colours.ts';
import type { Contradiction } from './contradiction.ts';
import { partitionContradictionsIn } from './partition-checks.ts';
import type { Stage } from './stage.ts';
import { findStageFleet } from './stage-fleet.ts';

interface CrossCheck extends Contradiction {
  readonly isRight: boolean;
}

/** What in a stage contradicts itself. */
export function contradictionsIn(stage: Stage): readonly Contradiction[] {
  const { entryLimits, tenantLimits, pollers } = stage;
  const checks: readonly CrossCheck[] = [
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
    ...dayChecks(stage),
    {
      isRight: pollers === undefined || pollers.minimum <= pollers.maximum,
      key: 'pollers.minimum',
      problem: `must be at most pollers.maximum, ${pollers?.maximum}, not ${pollers?.minimum}`,
    },
    {
      isRight: findStageFleet(stage) !== undefined,
      key: pollers === undefined ? 'quotas.putPartnerEventsPerSecond' : 'pollers.maximum',
      problem: `must be ${pollers === undefined ? 'greater' : 'smaller'}: with ${stage.regions.length} Region${stage.regions.length === 1 ? '' : 's'} the fleet cannot stay under ${stage.quotas.putPartnerEventsPerSecond} requests a second of ${stage.quotas.putPartnerEventsMs} ms`,
    },
  ];
  return [
    ...checks.filter(({ isRight }) => !isRight),
    ...colourProblems(stage.brand?.colors ?? {}).map(({ key, problem }) => ({
      key: `brand.colors.${key}`,
      problem,
    })),
    ...partitionContradictionsIn(stage),
  ];
}

/** Of what is kept for some days. */
function dayChecks({ history, largeEvents }: Stage): readonly CrossCheck[] {
  return [
    {
      isRight: history.bodyDays <= history.rowDays,
      key: 'history.bodyDays',
      problem: `must be at most history.rowDays, ${history.rowDays}, not ${history.bodyDays}`,
    },
    {
      isRight: largeEvents.relay === 'no' || history.bodyDays <= largeEvents.days,
      key: 'largeEvents.days',
      problem: `must be at least history.bodyDays, ${history.bodyDays}, not ${largeEvents.days}: what can be sent again must have its detail`,
    },
  ];
}
