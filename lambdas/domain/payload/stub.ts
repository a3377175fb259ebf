import { membersOf } from '../json-members.ts';
import { writeJson } from '../json.ts';
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
 * of the detail, as long as they have room. The detail is not parsed.
 *
 * @param detailJson a JSON object as `writeJson` writes it
 */
export function keptMembers(detailJson: string, names?: ReadonlySet<string>): string {
  const kept: string[] = [];
  let freeBytes: number = keptLimits.bytes;
  for (const { nameJson, start, end } of membersOf(detailJson)) {
    // A large one is not sliced only to be left out.
    if (end - start >= keptLimits.memberBytes) continue;
    const member = detailJson.slice(start, end);
    const bytes = Buffer.byteLength(member) + ','.length;
    if (bytes > keptLimits.memberBytes || bytes > freeBytes) continue;
    const name = String(JSON.parse(nameJson));
    if (stubNames.has(name) || names?.has(name) === false) continue;
    kept.push(member);
    freeBytes -= bytes;
  }
  return `{${kept.join(',')}}`;
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
