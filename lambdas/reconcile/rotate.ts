import type { Mapping } from '../domain/mapping.ts';
import type { Checkpoint } from '../ports/reconcile.ts';
import type { RunContext } from './run-context.ts';
import { sweepMappings, type SweepResult } from './sweep-mappings.ts';

/** The part of a run's checkpoint that is the rotation's. */
type Rotation = Pick<
  Checkpoint,
  'rotationAfter' | 'rotationStartedAt' | 'rotationHasGaps' | 'checkedSince' | 'uncheckedSince'
>;

/** A part of a rotation, and when the rotation began. */
export interface RotationPart {
  readonly startedAt: string;
  readonly result: SweepResult;
}

/**
 * Goes on with the rotation of the mappings that are not PENDING, until its end or `lastMs`. Rejects
 * when the table cannot be read.
 */
export async function rotate(
  { rotationAfter: after, rotationStartedAt: begun }: Rotation,
  lastMs: number,
  context: RunContext,
): Promise<RotationPart> {
  const { time, report } = context;
  const startedAt = (after && begun) ?? new Date(time.now()).toISOString();
  const result = await sweepMappings({ after, isWanted: isSettled, lastMs }, context);
  if (result.kind === 'stopped') report.incomplete = true;
  return { startedAt, result };
}

/**
 * The rotation's checkpoint after a part of it. A rotation in which a source was not answered for does not
 * make the oldest check younger.
 *
 * @param pendingHasGaps whether that was so of a PENDING one in this run
 */
export function rotationAfter(
  checkpoint: Rotation,
  { startedAt, result }: RotationPart,
  pendingHasGaps: boolean,
): Rotation {
  const hadGaps = checkpoint.rotationAfter !== undefined && checkpoint.rotationHasGaps === true;
  const hasGaps = result.hasGaps || pendingHasGaps || hadGaps;
  const isDone = result.kind === 'done';
  const checkedSince = isDone && !hasGaps ? startedAt : checkpoint.checkedSince;
  const never = checkpoint.uncheckedSince ?? (isDone ? startedAt : undefined);
  return {
    ...(checkedSince !== undefined && { checkedSince }),
    ...(checkedSince === undefined && never !== undefined && { uncheckedSince: never }),
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
