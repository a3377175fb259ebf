import { failureOf } from '../aws/failure-of.ts';
import type { RateLimiter } from './rate-limiter.ts';
import type { PartnerSources } from '../ports/reconcile.ts';
import type { ReconcileReport } from './report.ts';

/** What a probe needs. */
interface ProbeServices extends RateLimiter {
  readonly sources: Pick<PartnerSources, 'list' | 'observe'>;
  readonly report: ReconcileReport;
}

/**
 * Asks a Region for something that has nothing to do with the sources that failed: for a listing, and
 * for a source that it answered for before. One answer is enough; `code` is of the listing's failure.
 */
export async function probeRegion(
  region: string,
  lastAnswered: string | undefined,
  { sources, report, ready }: ProbeServices,
): Promise<{ readonly isThere: true } | { readonly isThere: false; readonly code: string }> {
  const counts = report;
  const paced = async (ask: () => Promise<unknown>) => {
    await ready(Infinity);
    counts.calls += 1;
    await ask();
  };
  const listed = paced(() => sources.list(region));
  const observed = paced(() =>
    lastAnswered === undefined ? sources.list(region) : sources.observe(region, lastAnswered),
  );
  const [listing, observation] = await Promise.allSettled([listed, observed]);
  if (listing.status === 'fulfilled' || observation.status === 'fulfilled') {
    return { isThere: true };
  }
  return { isThere: false, code: failureOf(listing.reason).code };
}
