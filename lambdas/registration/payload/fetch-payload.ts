import { isLive } from '../../domain/mapping.ts';
import type { PayloadLink } from '../../domain/payload/payload-link.ts';
import type { FetchMethod, PayloadFetching } from '../../ports/payloads.ts';
import type { Log } from '../../ports/delivery.ts';
import type { RegistrationTable } from '../../ports/registration.ts';
import type { RegistrationServices } from '../../ports/registration-services.ts';
import { problemAnswer, type Answer } from '../answers.ts';
import { problem } from '../problems.ts';
import { reach, reachAt } from '../reachable.ts';
import { fetchLimits, type FetchLimits } from './fetch-limits.ts';

/** A request for the detail of a large event. */
export interface PayloadRequest {
  readonly token: string;
  readonly method: FetchMethod;
  /** Epoch milliseconds. */
  readonly nowMs: number;
}

/** What a fetch needs: the table, links and objects, and the limits of this execution environment. */
export interface FetchServices extends PayloadFetching {
  readonly limits: FetchLimits;
  readonly mappings: Pick<RegistrationTable, 'get'>;
  readonly log: Log;
}

/** The services of all fetches of an execution environment. */
export function fetchServices(
  fetching: PayloadFetching,
  { mappings, log }: Pick<RegistrationServices, 'mappings' | 'log'>,
): FetchServices {
  const perSecond = fetching.fetchesPerSecond * shareOfSource;
  const limits = fetchLimits({ perSecond, burst: 2 * perSecond });
  return { ...fetching, limits, mappings, log };
}

// Of all that the API takes in a second.
const shareOfSource = 1 / 4;

/**
 * Leads whoever has a link to its object. Wrong, expired, revoked and deleted are the same answer. What no
 * function made is not looked up at all, and all else with the same two requests, so that the time does not
 * tell one from the other either.
 *
 * @param services without them, every link is wrong
 */
export async function fetchPayload(
  { token, method, nowMs }: PayloadRequest,
  services: FetchServices | undefined,
): Promise<Answer> {
  if (services === undefined) return notFound();
  const { payloads, limits, log } = services;
  const link = await reach(() => payloads.openToken(token));
  if (link === undefined || link.expiresAtMs <= nowMs) return notFound();
  const { generator, sourceArn, bucket, key } = link;
  const retryAfterSeconds = limits(`${generator} ${sourceArn}`, nowMs);
  if (retryAfterSeconds !== undefined) {
    return problemAnswer(problem('tooManyFetches', { retryAfterSeconds }));
  }
  const sizeBytes = await sizeBehind(link, services);
  if (sizeBytes === undefined) return notFound();
  const location = await payloads.address(link, method);
  log.info('a detail is fetched', { sourceArn, bucket, key, sizeBytes, method });
  services.count();
  return { statusCode: 302, headers: { ...unseen, location } };
}

const unseen = { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' };

function notFound(): Answer {
  return problemAnswer(problem('notFound'));
}

/** The size of a link's object, if the link still holds. */
async function sizeBehind(
  link: PayloadLink,
  { mappings, payloads }: FetchServices,
): Promise<number | undefined> {
  const [mapping, sizeBytes] = await Promise.all([
    reach(() => mappings.get(link)),
    reachAt('the payload bucket', () => payloads.sizeOf(link)),
  ]);
  const isValid = mapping !== undefined && isLive(mapping);
  return isValid && mapping.generation === link.generation ? sizeBytes : undefined;
}
