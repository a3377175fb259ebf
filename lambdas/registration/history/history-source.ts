import type { Mapping } from '../../domain/mapping.ts';
import type { HistorySource } from '../../ports/history.ts';
import { findSource, type FoundSource, type NamedSource } from '../find-source.ts';
import { problem, type Problem } from '../problems.ts';
import type { RequestContext } from '../request-context.ts';

const msPerDay = 86_400_000;

/** A source whose history the tenant may read: it has a mapping, retired or not. */
export async function findHistory(
  named: NamedSource,
  context: RequestContext,
): Promise<Problem | FoundSource> {
  return historyOff(context) ?? (await findSource(named, context));
}

/** The problem of a stage that records no history. */
export function historyOff({ settings }: RequestContext): Problem | undefined {
  return settings.history.rows === 'none' ? problem('historyOff') : undefined;
}

/** Whose history it is. The tenant is that of the request, whatever the mapping says. */
export function historyOf({ sourceArn }: Mapping, { tenant }: RequestContext): HistorySource {
  return { tenant, sourceArn };
}

/** Since when rows are kept, epoch milliseconds. */
export function keptSinceMs({ nowMs, settings }: RequestContext): number {
  return nowMs - settings.history.rowDays * msPerDay;
}

/** Since when the contents of events are kept, epoch milliseconds. */
export function bodiesSinceMs({ nowMs, settings }: RequestContext): number {
  return nowMs - settings.history.bodyDays * msPerDay;
}
