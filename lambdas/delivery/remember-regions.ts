import { requestLimitMemory } from '../domain/request-limit.ts';
import type { DeliverContext, DeliverServices } from './deliver.ts';
import { withRegionCircuitBreaker } from './region-circuit-breaker.ts';

// AWS raises a limit seldom; a Region that was asked too soon costs one refused request.
const forgetAfterMs = 60 * 60_000;

/** The services of a function with what its execution environment remembers of each Region. */
export function rememberRegions<S extends DeliverServices>(services: S): S & DeliverContext {
  const { put, now, settings } = services;
  return {
    ...services,
    put: withRegionCircuitBreaker(put, now),
    requestLimits: requestLimitMemory({
      configuredBytes: settings.maxRequestBytes,
      now,
      forgetAfterMs,
    }),
  };
}
