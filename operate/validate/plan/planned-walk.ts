import type { Subject } from '../subject/subject.ts';
import type { PlannedWalk } from './plan-lines.ts';

/** The plan of a walk on a subject. */
export function plannedWalk(
  { title, kind, partner, customer, tenants, connection }: Subject,
  { regions, samples }: Pick<PlannedWalk, 'regions' | 'samples'>,
): PlannedWalk {
  const { first, second, areOwn } = tenants;
  return {
    title,
    kind,
    regions,
    samples,
    partnerAccount: partner.account,
    customerAccount: customer.account,
    tenants: [first, ...(second === undefined ? [] : [second])].map(({ tenant }) => tenant),
    areOwn,
    graceMinutes: connection.policy.registrationGraceMinutes,
  };
}
