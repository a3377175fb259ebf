import { createHmac } from 'node:crypto';
import * as v from 'valibot';
import { baseUrl, modelSecret } from './model-payloads.ts';

const stubSchema = v.object({
  payload_url: v.string(),
  payload_size_bytes: v.number(),
  payload_sha256: v.string(),
  expires_at: v.string(),
});

const linkSchema = v.strictTuple([
  v.literal(1),
  v.string(),
  v.string(),
  v.string(),
  v.string(),
  v.string(),
  v.number(),
]);

/** A stub, read without the functions' own readers. */
export interface ReadStub {
  readonly token: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly expiresAtMs: number;
  readonly link: {
    readonly generator: string;
    readonly sourceArn: string;
    readonly generation: string;
    readonly bucket: string;
    readonly key: string;
    readonly expiresAtMs: number;
  };
}

/** Reads a stub and its link; undefined if one of them is none, or nobody signed the link. */
export function readStub(stubJson: string): ReadStub | undefined {
  const stub = v.safeParse(stubSchema, JSON.parse(stubJson));
  if (!stub.success) return undefined;
  const { payload_url: url, payload_size_bytes: sizeBytes, payload_sha256: sha256 } = stub.output;
  const token = url.slice(`${baseUrl}/payloads/`.length);
  const [encoded = '', id = '', code = ''] = token.split('.');
  if (url !== `${baseUrl}/payloads/${token}` || !isSigned({ encoded, id, code })) return undefined;
  const link = v.safeParse(linkSchema, JSON.parse(Buffer.from(encoded, 'base64url').toString()));
  if (!link.success) return undefined;
  const [, generator, sourceArn, generation, bucket, key, expiresAtMs] = link.output;
  return {
    token,
    sizeBytes,
    sha256,
    expiresAtMs: Date.parse(stub.output.expires_at),
    link: { generator, sourceArn, generation, bucket, key, expiresAtMs },
  };
}

function isSigned({ encoded, id, code }: Readonly<Record<'encoded' | 'id' | 'code', string>>) {
  const { secret } = modelSecret;
  const right = createHmac('sha256', secret).update(`${encoded}.${id}`).digest('base64url');
  return id === modelSecret.id && code === right;
}
