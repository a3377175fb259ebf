import { noteFailure } from './report.ts';
import type { RunContext } from './run-context.ts';

/**
 * Keeps what links to payloads are made with. If that fails, the run goes on without it, and counts as one
 * that left something to the next.
 */
export async function keepLinks({
  keepLinks: keep,
  dryRun,
  report,
  log,
}: RunContext): Promise<void> {
  if (keep === undefined || dryRun) return;
  try {
    const result = await keep();
    if (result !== 'kept') log.info('the secrets of links to payloads were written', { result });
  } catch (error) {
    noteFailure(report, { wasMade: true, isSource: false });
    log.error('the secrets of links to payloads could not be kept', { error });
  }
}
