import { createHash } from 'node:crypto';
import type { PayloadReference } from '../lambdas/domain/payload/payload-reference.ts';
import { utf8Slices } from './utf8-slices.ts';

/** The detail of a large event, and where it is to be stored. */
export interface Payload {
  readonly reference: PayloadReference;
  /** JSON text. */
  readonly detailJson: string;
}

/** Where a new payload goes. */
export type PayloadPlace = Pick<PayloadReference, 'bucket' | 'key'>;

/** A detail with its reference. Hashing 100 MB takes a few tenths of a second. */
export function payloadOf(detailJson: string, { bucket, key }: PayloadPlace): Payload {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  for (const slice of utf8Slices(detailJson)) {
    hash.update(slice);
    sizeBytes += slice.length;
  }
  return { reference: { bucket, key, sizeBytes, sha256: hash.digest('hex') }, detailJson };
}
