import type { buildApp } from 'fauxqs';
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import {
  isPresigned,
  queryOf,
  reasonAgainstPresigned,
  type PresignedRequest,
  type Refusal,
} from './presigned-requests.ts';

type App = ReturnType<typeof buildApp>;

interface Request extends PresignedRequest {
  readonly params: unknown;
  readonly body: unknown;
}

/** By what presigned requests are checked. */
export interface S3Signer {
  readonly secretAccessKey: string;
  readonly now: () => number;
}

const maxKeyBytes = 1_024;

/**
 * Refuses what S3 refuses and fauxqs takes: requests on objects that are not signed for S3, without the hash
 * of their body, with a hash or a checksum that is not the body's, or with a key of more than 1,024 bytes
 * ("Signature calculations for the authorization header", "Checking object integrity" of S3's guide). Of a
 * presigned request it checks the signature and the time, and answers with the type that the request asks
 * for.
 */
export function holdS3Rules(app: App, signer: S3Signer): void {
  app.addHook('onSend', async (request, reply) => {
    const type = queryOf(request.url).get('response-content-type');
    if (type !== null && reply.statusCode < 300) reply.header('content-type', type);
  });
  app.addHook('preHandler', async (request, reply) => {
    const refusal = isOfObject(request) ? reasonAgainst(request, signer) : undefined;
    if (refusal === undefined) return;
    const { status, code, message } = refusal;
    const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
    await reply.status(status).header('content-type', 'application/xml').send(xml);
  });
}

/** SQS is asked by POST alone, and nobody here posts to S3. */
function isOfObject({ method, params }: Request): boolean {
  const isOfBucket = typeof params === 'object' && params !== null && 'bucket' in params;
  return isOfBucket && method !== 'POST';
}

function reasonAgainst(request: Request, signer: S3Signer): Refusal | undefined {
  const { headers, params } = request;
  const key = typeof params === 'object' && params !== null && '*' in params ? params['*'] : '';
  if (Buffer.byteLength(String(key)) > maxKeyBytes) {
    return { status: 400, code: 'KeyTooLongError', message: 'Your key is too long' };
  }
  if (isPresigned(request)) {
    return reasonAgainstPresigned(request, signer.secretAccessKey, signer.now());
  }
  if (!/^AWS4-HMAC-SHA256 Credential=[^,]*\/s3\/aws4_request,/.test(headers.authorization ?? '')) {
    return { status: 403, code: 'AccessDenied', message: 'Access Denied' };
  }
  const hash = headers['x-amz-content-sha256'];
  if (hash === undefined) {
    const message = 'Missing required header for this request: x-amz-content-sha256';
    return { status: 400, code: 'InvalidRequest', message };
  }
  return reasonAgainstBody(request, String(hash));
}

function reasonAgainstBody({ headers, body, method }: Request, hash: string): Refusal | undefined {
  const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
  const isUnsigned = hash === 'UNSIGNED-PAYLOAD' || hash.startsWith('STREAMING-');
  if (!isUnsigned && hash !== createHash('sha256').update(bytes).digest('hex')) {
    const message = "The provided 'x-amz-content-sha256' header does not match what was computed.";
    return { status: 400, code: 'XAmzContentSHA256Mismatch', message };
  }
  if (method === 'PUT' && headers['content-length'] === undefined) {
    const message = 'You must provide the Content-Length HTTP header.';
    return { status: 411, code: 'MissingContentLength', message };
  }
  return reasonAgainstChecksum(headers, bytes);
}

function reasonAgainstChecksum(headers: Request['headers'], bytes: Buffer): Refusal | undefined {
  const wrong = checksums.find(({ name, of }) => {
    const checksum = headers[`x-amz-checksum-${name.toLowerCase()}`];
    return checksum !== undefined && checksum !== of(bytes);
  });
  if (wrong === undefined) return undefined;
  const message = `The ${wrong.name} you specified did not match the calculated checksum.`;
  return { status: 400, code: 'BadDigest', message };
}

/** The checksums that are sent here in a header, in base64. */
const checksums: readonly { readonly name: string; readonly of: (bytes: Buffer) => string }[] = [
  { name: 'CRC32', of: crc32Of },
  { name: 'SHA256', of: (bytes) => createHash('sha256').update(bytes).digest('base64') },
];

function crc32Of(bytes: Buffer): string {
  const four = Buffer.alloc(4);
  four.writeUInt32BE(crc32(bytes));
  return four.toString('base64');
}
