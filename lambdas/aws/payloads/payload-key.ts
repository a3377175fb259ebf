import { createHash } from 'node:crypto';

/**
 * What the keys of a tenant's objects have after `in/` or `out/`: the name of a tenant may hold what a key
 * must not.
 */
export function tenantKey(tenant: string): string {
  return createHash('sha256').update(tenant).digest('hex').slice(0, 32);
}

/** Whether a key is one of a tenant's. */
export function isKeyOf(key: string, tenant: string): boolean {
  const own = tenantKey(tenant);
  return key.startsWith(`in/${own}/`) || key.startsWith(`out/${own}/`);
}
