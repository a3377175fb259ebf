import { partitionOf } from '../domain/partition.ts';

/** How a bucket is reached. */
export interface S3Place {
  readonly bucket: string;
  readonly region: string;
  /** Instead of AWS's own address, with the bucket in the path. */
  readonly endpoint?: string | undefined;
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** Where a bucket is: a host of its own, or a path at an endpoint of one's own. */
export function addressOf({ bucket, region, endpoint }: S3Place) {
  if (endpoint === undefined) {
    const hostname = `${bucket}.s3.${region}.${partitionOf(region).urlSuffix}`;
    return { protocol: 'https:', hostname, path: '', port: undefined };
  }
  const { protocol, hostname, port, pathname } = new URL(endpoint);
  const path = `${pathname.replace(/\/$/, '')}/${bucket}`;
  return { protocol, hostname, path, port: port === '' ? undefined : Number(port) };
}

/** The host by which requests reach an address. */
export function hostOf({ hostname, port }: Host): string {
  return port === undefined ? hostname : `${hostname}:${port}`;
}

interface Host {
  readonly hostname: string;
  readonly port?: number | undefined;
}
