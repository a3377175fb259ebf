import type { RegistrationServices } from '../ports/registration-services.ts';
import { problem, type Problem } from './problems.ts';
import type { OperationId, TenantRoute } from './routes.ts';
import { isTenantName, subjectOfClaims, tenantOfClaims, type Claims } from './tenant.ts';

/** Who makes a request, and for which tenant. */
export interface Requester {
  readonly kind: 'requester';
  readonly tenant: string;
  /** The token's subject. */
  readonly subject: string;
  readonly isSupport: boolean;
  /** The readings of the request that it may have. */
  readonly readings: readonly TenantRoute[];
  /** Whose requests are counted. Of the vendor's support it has a slash, and so is no tenant's name. */
  readonly countedAs: string;
}

/** The operations in which the vendor's support may name a tenant: they read the history and its replays. */
const supportOperations: ReadonlySet<OperationId> = new Set([
  'listDeliveries',
  'getDelivery',
  'getSourceStats',
  'getMissed',
  'findEvent',
  'listReplays',
  'getReplay',
]);

/**
 * Who makes a request, by the claims of its verified token. The parameter `tenant` counts only where
 * the history is read, and there only the vendor's support may have it; each such request is logged.
 */
export function requesterOf(
  claims: Claims,
  {
    readings,
    query,
  }: {
    readonly readings: readonly TenantRoute[];
    readonly query: Readonly<Record<string, string | undefined>>;
  },
  { settings, log }: Pick<RegistrationServices, 'settings' | 'log'>,
): Problem | Requester {
  const { tenant } = query;
  const subject = subjectOfClaims(claims);
  const reads = readings.filter(({ operation }) => supportOperations.has(operation));
  const [first] = reads;
  if (tenant === undefined || first === undefined) {
    const own = tenantOfClaims(claims, settings.tenantClaim);
    if (own === undefined) return problem('noTenant');
    return { kind: 'requester', tenant: own, subject, isSupport: false, readings, countedAs: own };
  }
  if (!isTrue(claims, settings.history.supportClaim)) return problem('supportOnly');
  const asked = { who: subject, tenant, operation: first.operation };
  log.info('the vendor’s support reads the history of a tenant', asked);
  if (!isTenantName(tenant)) return problem('notFound');
  const countedAs = `support/${subject}`;
  return { kind: 'requester', tenant, subject, isSupport: true, readings: reads, countedAs };
}

/** Whether a claim is true; API Gateway passes every claim on as text. */
function isTrue(claims: Claims, name: string): boolean {
  const claim = Object.hasOwn(claims, name) ? claims[name] : undefined;
  return claim === true || claim === 'true';
}
