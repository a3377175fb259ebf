import pLimit from 'p-limit';
import { isLive, type Mapping } from '../domain/mapping.ts';
import type { MappingKey } from '../ports/reconcile.ts';
import type { AdmittedRegistration } from '../ports/registration.ts';
import { applyObservation } from './apply-observation.ts';
import { problem, type Problem } from './problems.ts';
import { reach } from './reachable.ts';
import type { RequestContext } from './request-context.ts';

// The index by which a tenant's sources are counted is a moment behind the latest writes.
const indexLagMs = 1_000;

/**
 * Whether a tenant may register a source now: undefined within its limits, otherwise why not. AWS does
 * not report when a customer accepts a source, so a tenant with too many PENDING sources is refused
 * only after AWS was asked about them.
 */
export async function admitRegistration(
  source: MappingKey,
  context: RequestContext,
): Promise<Problem | undefined> {
  const { admissions, tenant, settings, nowMs, sleep } = context;
  const { limits } = settings;
  const admit = async () => await reach(() => admissions.admit(source, tenant, limits, nowMs));
  let admission = await admit();
  if (admission === 'pendingSourceLimit' && (await refreshPendingSources(context))) {
    await sleep(indexLagMs);
    admission = await admit();
  }
  switch (admission) {
    case 'admitted':
      return undefined;
    case 'sourceLimit':
      return problem('sourceLimit', { detail: `The limit is ${limits.maxSources} sources.` });
    case 'pendingSourceLimit':
      return problem('pendingSourceLimit', {
        detail: `The limit is ${limits.maxPendingSources} PENDING sources.`,
      });
  }
}

/** Releases the admission of a registration that failed, or was deleted. Never rejects. */
export async function releaseAdmission(
  { generator, sourceArn, createdAt }: AdmittedRegistration,
  { admissions, tenant, nowMs, log }: RequestContext,
): Promise<void> {
  try {
    await admissions.release({ generator, sourceArn, createdAt }, tenant, nowMs);
  } catch (error) {
    log.warn('an admission could not be released; it counts for a minute', { sourceArn, error });
  }
}

// Somebody waits: 20 calls, five at a time, end well within the time that a request's calls have.
const maxSourcesToCheck = 20;
const callsInFlight = 5;
const pageSize = 100;

/**
 * Asks AWS about some of the tenant's PENDING sources, those with the oldest check first, and updates
 * their mappings. Asks no more in a Region that does not answer. Returns whether any mapping has
 * changed. Rejects when the sources cannot be listed.
 */
async function refreshPendingSources(context: RequestContext): Promise<boolean> {
  const { calls, log } = context;
  const pending = await listPending(context);
  const limit = pLimit(callsInFlight);
  const silentRegions = new Set<string>();
  const refresh = async (mapping: Mapping): Promise<boolean> => {
    const { region, sourceName } = mapping;
    if (silentRegions.has(region)) return false;
    const seen = await calls.observe(region, sourceName);
    if (seen.kind === 'answered') {
      return (await applyObservation(mapping, seen.observation, context)) === 'done';
    }
    silentRegions.add(region);
    log.warn('a source could not be looked up in AWS', { sourceName, region, ...seen.failure });
    return false;
  };
  const toCheck = pending.toSorted(byLastCheck).slice(0, maxSourcesToCheck);
  const areChanged = await Promise.all(toCheck.map((mapping) => limit(refresh, mapping)));
  return areChanged.includes(true);
}

async function listPending(context: RequestContext): Promise<readonly Mapping[]> {
  const pending: Mapping[] = [];
  let after: MappingKey | undefined;
  do {
    const query = { limit: pageSize, after };
    const { mappings, next } = await context.mappings.list(context.tenant, query);
    pending.push(...mappings.filter((one) => isLive(one) && one.state === 'PENDING'));
    after = next;
  } while (after !== undefined);
  return pending;
}

/** RFC 3339 times in UTC sort as texts; a source that was never checked comes first. */
function byLastCheck({ lastCheckedAt: one = '' }: Mapping, { lastCheckedAt: other = '' }: Mapping) {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
