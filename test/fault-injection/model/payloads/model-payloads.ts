import { createHash } from 'node:crypto';

/** The payload bucket of the model's only Region. */
export const modelBucket = 'payloads-us-east-1';

/** How long links work. */
export const keptDays = 7;

/** The address of the model's registration API. */
export const baseUrl = 'https://api.model.test';

/** What links are signed with. */
export const modelSecret = { id: 'model', secret: Buffer.alloc(32, 'm') };

const dayMs = 86_400_000;

/** When links to an object of this age end, epoch milliseconds. */
export function endOf({ lastModifiedMs }: { readonly lastModifiedMs: number }): number {
  return lastModifiedMs + keptDays * dayMs;
}

/** The SHA-256 of a text in hexadecimal digits. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** What the keys of a tenant's objects have behind their first slash, written down once more. */
export function folderOf(generator: string): string {
  const [tenant = ''] = generator.split('/');
  return hashOf(tenant).slice(0, 32);
}
