import { partitionOf } from '../domain/partition.ts';

/** Where requests for a bucket's objects go. */
export interface BucketAddress {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  /** What comes before the slash and the key. */
  readonly path: string;
}

/**
 * Where a bucket is: a host of its own, or a path at an endpoint of one's own.
 *
 * @param endpoint instead of AWS's own address
 */
export function bucketAddress(
  bucket: string,
  region: string,
  endpoint: string | undefined,
): BucketAddress {
  if (endpoint === undefined) {
    const hostname = `${bucket}.s3.${region}.${partitionOf(region).urlSuffix}`;
    return { protocol: 'https:', hostname, path: '' };
  }
  const { protocol, hostname, port, pathname } = new URL(endpoint);
  const path = `${pathname.replace(/\/$/, '')}/${bucket}`;
  return { protocol, hostname, path, ...(port !== '' && { port: Number(port) }) };
}
