import { isJsonObject, parseJson, writeJson } from '../json.ts';
import { jsonBytes } from '../text-size.ts';
import type { PayloadReference } from './payload-reference.ts';

/** What a customer receives in place of a detail that is too large; the names are Shopify's. */
export interface StubMembers {
  readonly payload_url: string;
  readonly payload_size_bytes: number;
  /** 64 hexadecimal digits. */
  readonly payload_sha256: string;
  /** RFC 3339. */
  readonly expires_at: string;
}

/** The names of a stub's own members: members of the detail with such a name are not kept. */
export const stubNames: ReadonlySet<string> = new Set<keyof StubMembers>([
  'payload_url',
  'payload_size_bytes',
  'payload_sha256',
  'expires_at',
]);

/** How much of a detail its stub may keep, in bytes as JSON. */
export const keptLimits = { memberBytes: 256, bytes: 32_768 } as const;

/**
 * The small top-level members of a detail, as JSON: those of the given names, or all of them, in the order
 * of the detail, as long as they have room.
 *
 * @param detailJson a JSON object
 */
export function keptMembers(detailJson: string, names?: ReadonlySet<string>): string {
  const detail = parseJson(detailJson);
  if (!isJsonObject(detail)) return '{}';
  const kept: string[] = [];
  let freeBytes: number = keptLimits.bytes;
  for (const [name, value] of Object.entries(detail)) {
    if (stubNames.has(name) || names?.has(name) === false) continue;
    // A large value is not written only to be left out.
    if (isLarge(value)) continue;
    const member = `${writeJson(name)}:${writeJson(value)}`;
    const bytes = Buffer.byteLength(member) + 1;
    if (bytes > keptLimits.memberBytes || bytes > freeBytes) continue;
    kept.push(member);
    freeBytes -= bytes;
  }
  return `{${kept.join(',')}}`;
}

function isLarge(value: unknown): boolean {
  if (typeof value === 'string') return value.length > keptLimits.memberBytes;
  return typeof value === 'object' && value !== null && jsonBytes(value) > keptLimits.memberBytes;
}

/**
 * The stub of an event: what it keeps of its detail, and the link to it.
 *
 * @param keptJson a JSON object
 */
export function writeStub(
  keptJson: string,
  { sizeBytes, sha256, expiresAt = '' }: PayloadReference,
  url: string,
): string {
  const members: StubMembers = {
    payload_url: url,
    payload_size_bytes: sizeBytes,
    payload_sha256: sha256,
    expires_at: expiresAt,
  };
  const own = writeJson(members).slice(1);
  return keptJson === '{}' ? `{${own}` : `${keptJson.slice(0, -1)},${own}`;
}
