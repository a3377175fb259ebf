import type { MappingKey } from '../ports/reconcile.ts';
import { lookAtPending } from './look-at-pending.ts';
import type { AdmittedRegistration } from '../ports/registration.ts';
import { problem, type Problem } from './problems.ts';
import type { RequestContext } from './services.ts';

// The index by which a tenant's sources are counted is a moment behind what was just written.
const indexLagMs = 1_000;

/**
 * Why a tenant may not register a source now; undefined if it stays within its limits. Nobody tells
 * when a customer accepts a source, so AWS is asked before one is refused beside too many PENDING ones.
 */
export async function admitRegistration(
  source: MappingKey,
  context: RequestContext,
): Promise<Problem | undefined> {
  const { ledger, tenant, settings, nowMs, sleep } = context;
  const { limits } = settings;
  const admit = async () => await ledger.admit(source, tenant, limits, nowMs);
  let admission = await admit();
  if (admission === 'pendingSourceLimit' && (await lookAtPending(context))) {
    await sleep(indexLagMs);
    admission = await admit();
  }
  switch (admission) {
    case 'admitted':
      return undefined;
    case 'sourceLimit':
      return problem('sourceLimit', { detail: `${limits.maxSources} sources are allowed.` });
    case 'pendingSourceLimit':
      return problem('pendingSourceLimit', {
        detail: `${limits.maxPendingSources} sources may wait to be accepted.`,
      });
  }
}

/** Gives back the admission of a registration that came to nothing, or is no more. Never rejects. */
export async function releaseAdmission(
  { generator, sourceArn, createdAt }: AdmittedRegistration,
  { ledger, tenant, nowMs, log }: RequestContext,
): Promise<void> {
  try {
    await ledger.release({ generator, sourceArn, createdAt }, tenant, nowMs);
  } catch (error) {
    log.warn('an admission could not be given back; it counts for a minute', { sourceArn, error });
  }
}
