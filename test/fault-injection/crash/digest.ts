import { createHash } from 'node:crypto';

/** What distinguishes one detail from another: the first 96 bits of its SHA-256, in base64. */
export function digestOf(detailJson: string): string {
  return createHash('sha256').update(detailJson).digest('base64').slice(0, 16);
}
