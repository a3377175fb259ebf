import type { Log } from '../ports/delivery.ts';
import type { Answer } from './answers.ts';
import type { HttpApiEvent } from './handler.ts';
import { findRoute, isOfTenant } from './routes.ts';

/**
 * Logs a request of the API and its answer. The access log of API Gateway has no paths, since that of a link
 * to a payload is a secret; here are those that are not.
 */
export function logRequest(
  { rawPath: path, requestContext: { requestId, http } }: HttpApiEvent,
  { statusCode: status }: Answer,
  log: Log,
): void {
  const { method } = http;
  const route = findRoute(method, path);
  if (route?.kind !== 'operation' || !isOfTenant(route)) return;
  log.info('a request was answered', { requestId, method, path, status });
}
