import type { HttpRoute } from '../../lambdas/registration/routes.ts';

/** The route of a request, with the values of its variables. */
export interface MatchedRoute {
  readonly route: HttpRoute;
  readonly pathParameters: Readonly<Record<string, string>>;
}

const greedyVariable = /\{(?<name>\w+)\+\}$/;
const lastVariable = /\{(?<name>\w+)\}$/;

/**
 * The route that API Gateway selects: an exact path before one with a variable, that before a greedy one, a
 * longer path before a shorter one, and a method before ANY. Undefined when there is none.
 *
 * @param path percent-decoded
 */
export function matchRoute(
  routes: readonly HttpRoute[],
  method: string,
  path: string,
): MatchedRoute | undefined {
  return routes
    .filter((route) => route.method === 'ANY' || route.method === method)
    .toSorted(bySpecificity)
    .map((route) => match(route, path))
    .find((matched) => matched !== undefined);
}

function bySpecificity(one: HttpRoute, other: HttpRoute): number {
  return (
    breadth(one) - breadth(other) ||
    other.path.length - one.path.length ||
    Number(one.method === 'ANY') - Number(other.method === 'ANY')
  );
}

function breadth({ path }: HttpRoute): number {
  if (greedyVariable.test(path)) return 2;
  return lastVariable.test(path) ? 1 : 0;
}

function match(route: HttpRoute, path: string): MatchedRoute | undefined {
  const variable = greedyVariable.exec(route.path) ?? lastVariable.exec(route.path);
  if (variable === null) return route.path === path ? { route, pathParameters: {} } : undefined;
  const prefix = route.path.slice(0, variable.index);
  if (!path.startsWith(prefix) || path.length === prefix.length) return undefined;
  const value = path.slice(prefix.length);
  if (!greedyVariable.test(route.path) && value.includes('/')) return undefined;
  return { route, pathParameters: { [variable.groups?.['name'] ?? '']: value } };
}
