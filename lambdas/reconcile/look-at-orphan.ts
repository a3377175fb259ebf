import { decideOrphan, type Orphan } from '../domain/orphan.ts';
import { repairOrphan } from './repair-orphan.ts';
import type { RunContext } from './run-context.ts';

/**
 * Asks AWS about a source without a mapping and does what the policy says. `late`: there was no time
 * left for it. Never rejects.
 */
export async function lookAtOrphan(
  orphan: Orphan,
  lastMs: number,
  context: RunContext,
): Promise<'looked' | 'failed' | 'late'> {
  const { callsTo, time, settings, newGeneration, report, log } = context;
  const { region, name } = orphan;
  const seen = await callsTo(region).observe(name, lastMs);
  if (seen.kind !== 'answered') return seen.kind;
  report.checked += 1;
  const circumstances = {
    nowMs: time.now(),
    policy: settings.policy,
    generation: newGeneration(),
  };
  const action = decideOrphan(orphan, seen.value, circumstances);
  if (action.kind === 'wait') return 'looked';
  report.found.orphan += 1;
  log.warn('a source has no mapping', { sourceName: name, region });
  if (context.dryRun) return 'looked';
  try {
    if (await repairOrphan(orphan, action, lastMs, context)) report.repaired.orphan += 1;
    return 'looked';
  } catch (error) {
    report.incomplete = true;
    log.error('a source without a mapping could not be repaired', {
      sourceName: name,
      region,
      error,
    });
    return 'failed';
  }
}
