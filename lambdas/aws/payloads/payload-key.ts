import { createHash } from 'node:crypto';

/** The part of a payload's key that says whose it is: names of tenants may hold anything. */
export function tenantKey(tenant: string): string {
  return createHash('sha256').update(tenant).digest('hex').slice(0, 32);
}
