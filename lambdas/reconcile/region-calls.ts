import type { Observation } from '../domain/reconciliation.ts';
import { circuitBreaker } from './circuit-breaker.ts';
import { rateLimiter } from './rate-limiter.ts';
import type { PartnerSources, SourcePage } from '../ports/reconcile.ts';
import { probeRegion } from './probe-region.ts';
import type { ReconcileReport } from './report.ts';
import { slots } from './slots.ts';
import { triedCalls, type CallResult, type TriedCallServices } from './tried-calls.ts';

/**
 * The calls to one Region's EventBridge, at its rate. None rejects, and no try of one begins later than
 * its `lastMs` (epoch milliseconds).
 */
export interface RegionCalls {
  readonly list: (nextToken: string | undefined, lastMs: number) => Promise<CallResult<SourcePage>>;
  readonly observe: (name: string, lastMs: number) => Promise<CallResult<Observation>>;
  /** Creates a source, also in a Region that is left. */
  readonly create: (name: string, account: string, lastMs: number) => Promise<CallResult<unknown>>;
  readonly delete: (name: string, account: string, lastMs: number) => Promise<CallResult<unknown>>;
}

/** What the calls to a Region need. */
export interface RegionCallServices extends Omit<TriedCallServices, 'region'> {
  readonly sources: PartnerSources;
  readonly report: ReconcileReport;
}

/** Half of 40 calls a second may take their whole time-out of 5 s, and the rate is kept. */
const callsAtOnce = 100;

/** Opens the calls to a Region. */
export function regionCalls(
  region: string,
  requestsPerSecond: number,
  services: RegionCallServices,
): RegionCalls {
  const { sources, report, log } = services;
  const { ready } = rateLimiter(requestsPerSecond, services.time);
  let lastAnswered: string | undefined;
  const breaker = circuitBreaker(async () => {
    const probe = await probeRegion(region, lastAnswered, { sources, report, ready });
    if (probe.isThere) return true;
    const left = { region, code: probe.code };
    report.regionsLeft.push(left);
    log.error('EventBridge answers nothing in a Region', left);
    return false;
  });
  const call = triedCalls({ ...services, region }, { ready, slots: slots(callsAtOnce), breaker });
  return {
    list: (nextToken, lastMs) => call({ make: () => sources.list(region, nextToken), lastMs }),
    async observe(name, lastMs) {
      const make = async (timeoutMs: number) => await sources.observe(region, name, timeoutMs);
      const result = await call({ about: name, make, lastMs });
      if (result.kind === 'answered') lastAnswered = name;
      return result;
    },
    create: (name, account, lastMs) =>
      call({
        about: name,
        make: () => sources.create(region, name, account),
        lastMs,
        isVital: true,
      }),
    delete: (name, account, lastMs) =>
      call({ about: name, make: () => sources.delete(region, name, account), lastMs }),
  };
}
