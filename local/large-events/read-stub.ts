import * as v from 'valibot';

/** What a stub says of the detail that it stands for. */
export interface ReceivedStub {
  readonly url: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  /** RFC 3339. */
  readonly expiresAt: string;
}

const stubSchema = v.object({
  payload_url: v.string(),
  payload_size_bytes: v.number(),
  payload_sha256: v.string(),
  expires_at: v.string(),
});

/** Reads a detail as a stub; undefined if it does not have a stub's members. A vendor's own detail may. */
export function readStub(detail: unknown): ReceivedStub | undefined {
  const read = v.safeParse(stubSchema, detail);
  if (!read.success) return undefined;
  const {
    payload_url: url,
    payload_size_bytes: sizeBytes,
    payload_sha256: sha256,
    expires_at: expiresAt,
  } = read.output;
  return { url, sizeBytes, sha256, expiresAt };
}
