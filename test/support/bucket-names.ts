import * as fc from 'fast-check';
import { standardRegions } from '../../lambdas/domain/regions.ts';

/** A stage's name, its account and a Region: what the names of its buckets are made of. */
export const bucketPlaces = fc.record({
  name: fc.stringMatching(/^[a-z][a-z0-9-]{0,19}$/),
  account: fc.stringMatching(/^\d{12}$/),
  region: fc.constantFrom(
    ...standardRegions.map(({ region }) => region),
    'us-gov-west-1',
    'eusc-de-east-1',
    'us-isob-east-1',
  ),
});

/** A name that S3 takes for a bucket. */
export const bucketName =
  /^(?!xn--|sthree-|amzn-s3-demo-)[a-z0-9][a-z0-9-]{1,61}[a-z0-9](?<!-s3alias|--ol-s3|--x-s3)$/;
