import { failureOf } from '../aws/failure-of.ts';
import type { Observation } from '../domain/observation.ts';
import type { PartnerSources, SourcePage } from '../ports/reconcile.ts';
import { callWithRetries, type CallResult, type RetryServices } from './call-with-retries.ts';
import { circuitBreaker } from './circuit-breaker.ts';
import { rateLimiter, type RateLimiter } from './rate-limiter.ts';
import { semaphore } from './semaphore.ts';

/**
 * The calls to one Region's EventBridge, at its rate. None rejects, and no try of one starts later than
 * its `lastMs` (epoch milliseconds).
 */
export interface RegionCalls {
  readonly list: (nextToken: string | undefined, lastMs: number) => Promise<CallResult<SourcePage>>;
  readonly observe: (name: string, lastMs: number) => Promise<CallResult<Observation>>;
  /** Creates a source, even in a Region that does not answer. */
  readonly create: (name: string, account: string, lastMs: number) => Promise<CallResult<unknown>>;
  readonly delete: (name: string, account: string, lastMs: number) => Promise<CallResult<unknown>>;
}

/** What the calls to a Region need. */
export interface RegionCallServices extends Omit<RetryServices, 'region'> {
  readonly sources: PartnerSources;
}

/** Half of 40 calls a second may take their whole time-out of 5 s without a loss of rate. */
const maxCallsInFlight = 100;

/** Opens the calls to a Region. */
export function regionCalls(
  region: string,
  requestsPerSecond: number,
  services: RegionCallServices,
): RegionCalls {
  const { sources } = services;
  const { ready } = rateLimiter(requestsPerSecond, services.time);
  let lastAnswered: string | undefined;
  const breaker = circuitBreaker(() => probeRegion(region, lastAnswered, { ...services, ready }));
  const inFlight = semaphore(maxCallsInFlight);
  const call = callWithRetries({ ...services, region }, { ready, inFlight, breaker });
  return {
    list: (nextToken, lastMs) => call({ make: () => sources.list(region, nextToken), lastMs }),
    async observe(sourceName, lastMs) {
      const make = async (timeoutMs: number) =>
        await sources.observe(region, sourceName, timeoutMs);
      const result = await call({ sourceName, make, lastMs });
      if (result.kind === 'answered') lastAnswered = sourceName;
      return result;
    },
    create: (sourceName, account, lastMs) =>
      call({
        sourceName,
        make: () => sources.create(region, sourceName, account),
        lastMs,
        isVital: true,
      }),
    delete: (sourceName, account, lastMs) =>
      call({ sourceName, make: () => sources.delete(region, sourceName, account), lastMs }),
  };
}

/**
 * Asks a Region for something that does not depend on the sources that failed: for a listing, and for a
 * source that it answered for before. One answer is enough to return true; a Region without any is
 * reported.
 */
async function probeRegion(
  region: string,
  lastAnswered: string | undefined,
  { sources, report, log, ready }: RegionCallServices & RateLimiter,
): Promise<boolean> {
  const atItsRate = async (ask: () => Promise<unknown>) => {
    await ready(Infinity);
    report.calls += 1;
    await ask();
  };
  const listed = atItsRate(() => sources.list(region));
  const observed = atItsRate(() =>
    lastAnswered === undefined ? sources.list(region) : sources.observe(region, lastAnswered),
  );
  const [listing, observation] = await Promise.allSettled([listed, observed]);
  if (listing.status === 'fulfilled' || observation.status === 'fulfilled') return true;
  const left = { region, code: failureOf(listing.reason).code };
  report.regionsLeft.push(left);
  log.error('EventBridge does not answer in a Region', left);
  return false;
}
