import pLimit from 'p-limit';
import type { Mapping } from '../domain/mapping.ts';
import { isLive } from './find-source.ts';
import { followSource } from './follow-source.ts';
import type { RequestContext } from './services.ts';

// Somebody waits: 20 calls, five at a time, end well within the time that a request's calls have.
const mostAskedAbout = 20;
const callsAtOnce = 5;
const pageSize = 100;

/**
 * Asks AWS about some of the tenant's PENDING sources, those first that it was not asked about for
 * longest, and brings their mappings to what it says. A Region that does not answer is left alone.
 * Tells whether any mapping was changed. Rejects when the sources cannot be listed.
 */
export async function lookAtPending(context: RequestContext): Promise<boolean> {
  const { calls, log } = context;
  const pending = await listPending(context);
  const limit = pLimit(callsAtOnce);
  const silentRegions = new Set<string>();
  const look = async (mapping: Mapping): Promise<boolean> => {
    const { region, sourceName } = mapping;
    if (silentRegions.has(region)) return false;
    const seen = await calls.observe(region, sourceName);
    if (seen.kind === 'answered') {
      return (await followSource(mapping, seen.observation, context)) === 'done';
    }
    silentRegions.add(region);
    log.warn('a source could not be looked at', { sourceName, region, ...seen.failure });
    return false;
  };
  const askedAbout = pending.toSorted(byLastCheck).slice(0, mostAskedAbout);
  const areChanged = await Promise.all(askedAbout.map((mapping) => limit(look, mapping)));
  return areChanged.includes(true);
}

async function listPending({ table, tenant }: RequestContext): Promise<readonly Mapping[]> {
  const pending: Mapping[] = [];
  let after: Parameters<typeof table.list>[1]['after'];
  do {
    const { mappings, next } = await table.list(tenant, { limit: pageSize, after });
    pending.push(...mappings.filter((one) => isLive(one) && one.state === 'PENDING'));
    after = next;
  } while (after !== undefined);
  return pending;
}

/** RFC 3339 times in UTC are ordered as texts; one that was never asked about comes first. */
function byLastCheck({ lastCheckedAt: one = '' }: Mapping, { lastCheckedAt: other = '' }: Mapping) {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
