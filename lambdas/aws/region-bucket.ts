import { ownRegion } from './calls/own-place.ts';
import type { S3Place } from './s3-place.ts';

/**
 * A bucket that each Region has one of, the function's own by default. An address of S3 in the environment
 * leads elsewhere, as for the SDK's clients.
 *
 * @param prefix how its name begins; a hyphen and the Region follow
 */
export function regionBucket(prefix: string, region = ownRegion()): S3Place {
  const endpoint = process.env['AWS_ENDPOINT_URL_S3'];
  return { bucket: `${prefix}-${region}`, region, endpoint: endpoint || undefined };
}
