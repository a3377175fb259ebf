import { isLive, type Mapping } from '../domain/mapping.ts';
import type { Checkpoint } from '../ports/reconcile.ts';
import type { RunContext } from './run-context.ts';
import { sweepMappings, type SweepResult } from './sweep-mappings.ts';

/** The part of a run's checkpoint that belongs to the rotation. */
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
 * Continues the rotation of the mappings that are not PENDING, until its end or `lastMs`. Rejects
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

function isSettled(mapping: Mapping): boolean {
  return mapping.state !== 'PENDING' && isLive(mapping);
}

/**
 * The rotation's checkpoint after a part of it. A rotation that has skipped a source without an answer
 * does not make the oldest check younger.
 *
 * @param pendingHasGaps whether this run has skipped a PENDING source
 */
export function rotationAfter(
  checkpoint: Rotation,
  part: RotationPart,
  pendingHasGaps: boolean,
): Rotation {
  const { startedAt, result } = part;
  const hadGaps = checkpoint.rotationAfter !== undefined && checkpoint.rotationHasGaps === true;
  const hasGaps = result.hasGaps || pendingHasGaps || hadGaps;
  const times = oldestCheckAfter(checkpoint, part, hasGaps);
  if (result.kind === 'done' || result.after === undefined) return times;
  return {
    ...times,
    rotationAfter: result.after,
    rotationStartedAt: startedAt,
    ...(hasGaps && { rotationHasGaps: true }),
  };
}

function oldestCheckAfter(
  checkpoint: Rotation,
  { startedAt, result }: RotationPart,
  hasGaps: boolean,
): Pick<Rotation, 'checkedSince' | 'uncheckedSince'> {
  const isDone = result.kind === 'done';
  const checkedSince = isDone && !hasGaps ? startedAt : checkpoint.checkedSince;
  if (checkedSince !== undefined) return { checkedSince };
  const uncheckedSince = checkpoint.uncheckedSince ?? (isDone ? startedAt : undefined);
  return uncheckedSince === undefined ? {} : { uncheckedSince };
}
