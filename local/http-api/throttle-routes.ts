import { takeFetch, type FetchAllowance } from '../../lambdas/domain/payload/fetch-allowance.ts';
import type { HttpRoute } from '../../lambdas/registration/routes.ts';

/** How many requests a second a route takes, by the setting that says so. */
export type RouteRates = Readonly<Record<NonNullable<HttpRoute['ratedBy']>, number>>;

/**
 * Says for each request whether API Gateway refuses it: on a route with a rate of its own, what is more than
 * that in a second, or more than twice that at once. Local mode takes any number of requests on the others.
 *
 * @param now milliseconds of any clock
 */
export function throttledRoutes(rates: RouteRates, now: () => number) {
  const left = new Map<HttpRoute, FetchAllowance>();
  return (route: HttpRoute): boolean => {
    if (route.ratedBy === undefined) return false;
    const perSecond = rates[route.ratedBy];
    const taken = takeFetch(left.get(route), now(), { perSecond, burst: 2 * perSecond });
    if (taken.kind === 'allowed') left.set(route, taken.left);
    return taken.kind === 'tooMany';
  };
}
