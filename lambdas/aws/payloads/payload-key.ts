import { createHash } from 'node:crypto';

/**
 * What the keys of a tenant's objects have after `in/` or `out/`: the name of a tenant may hold what a key
 * must not.
 */
export function tenantKey(tenant: string): string {
  return sha256Of(tenant).slice(0, 32);
}

/** Whether a key is one of a tenant's. */
export function isKeyOf(key: string, tenant: string): boolean {
  const own = tenantKey(tenant);
  return key.startsWith(`in/${own}/`) || key.startsWith(`out/${own}/`);
}

/**
 * The key of a detail that a function stores: the same for the same event with the same detail.
 *
 * @param sha256 of the detail, in hexadecimal digits
 */
export function storedKey(tenant: string, eventId: string, sha256: string): string {
  return `out/${tenantKey(tenant)}/${sha256Of(eventId).slice(0, 32)}-${sha256}`;
}

/** The SHA-256 of a text's UTF-8 or of bytes, in hexadecimal digits. */
export function sha256Of(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
