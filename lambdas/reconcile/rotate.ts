import type { Mapping } from '../domain/mapping.ts';
import type { Place } from './ports.ts';
import type { RunContext } from './run-context.ts';
import { sweepMappings } from './sweep-mappings.ts';

/** The part of a run's place that is the rotation's. */
export type Rotation = Pick<
  Place,
  'rotationAfter' | 'rotationStartedAt' | 'rotationHasGaps' | 'checkedSince'
>;

/**
 * Goes on with the rotation of the mappings that are not PENDING, until its end or `lastMs`. Rejects
 * when the table cannot be read.
 */
export async function rotate(
  place: Rotation,
  lastMs: number,
  context: RunContext,
): Promise<Rotation> {
  const { time, report } = context;
  const { rotationAfter: after, checkedSince } = place;
  const isUnderWay = after !== undefined;
  const startedAt = (isUnderWay && place.rotationStartedAt) || new Date(time.now()).toISOString();
  const result = await sweepMappings({ after, isWanted: isSettled, lastMs }, context);
  const hasGaps = result.hasGaps || (isUnderWay && place.rotationHasGaps === true);
  const since = result.kind === 'done' && !hasGaps ? startedAt : checkedSince;
  if (result.kind === 'stopped') report.incomplete = true;
  return {
    ...(since !== undefined && { checkedSince: since }),
    ...(result.kind === 'stopped' &&
      result.after && {
        rotationAfter: result.after,
        rotationStartedAt: startedAt,
        ...(hasGaps && { rotationHasGaps: true }),
      }),
  };
}

function isSettled({ state, retirement }: Mapping): boolean {
  return state !== 'PENDING' && retirement === undefined;
}
