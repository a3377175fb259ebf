import { HttpRequest } from '@smithy/core/transport';
import { SignatureV4, type SignatureV4Init } from '@smithy/signature-v4';
import type { FetchMethod } from '../../ports/payloads.ts';
import { hostOf, type addressOf } from '../s3-place.ts';

/** By what requests are signed, as a client of the SDK has it. */
export interface SigningConfig {
  readonly credentials: SignatureV4Init['credentials'];
  readonly sha256: ConstructorParameters<typeof SignatureV4>[0]['sha256'];
}

/** A request for an object, and for how long its signature holds. */
export interface PresignedRequest {
  readonly method: FetchMethod;
  readonly bucket: ReturnType<typeof addressOf>;
  readonly region: string;
  readonly key: string;
  /** Parameters that are signed, too. */
  readonly query: Readonly<Record<string, string>>;
  readonly expiresInSeconds: number;
  readonly signingDate: Date;
}

// S3 takes it as given for a presigned address; only for the signer it is a header.
const payloadHash = 'x-amz-content-sha256';
const notSent = new Set([payloadHash]);

/**
 * Signs a request in its query ("Authenticating Requests: Using Query Parameters" of S3's API reference).
 * Of the headers only the host is signed, so that whoever has the address may ask for a range. The key must
 * need no escaping.
 */
export async function presign(
  { method, bucket, region, key, query, expiresInSeconds, signingDate }: PresignedRequest,
  config: SigningConfig,
): Promise<HttpRequest> {
  const { path, port, ...address } = bucket;
  const host = hostOf(bucket);
  // S3 signs a path as it is; all other services sign it escaped once more.
  const signer = new SignatureV4({ ...config, service: 's3', region, uriEscapePath: false });
  const request = new HttpRequest({
    ...address,
    ...(port !== undefined && { port }),
    method,
    path: `${path}/${key}`,
    query: { ...query },
    headers: { host, [payloadHash]: 'UNSIGNED-PAYLOAD' },
  });
  const signed = await signer.presign(request, {
    expiresIn: expiresInSeconds,
    signingDate,
    unhoistableHeaders: notSent,
    unsignableHeaders: notSent,
  });
  return new HttpRequest({ ...signed, headers: { host } });
}
