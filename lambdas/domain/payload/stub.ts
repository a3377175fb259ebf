import { compactPart } from '../compact-json.ts';
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
 * The small top-level members of a detail, as JSON without white space: those of the given names, or all of
 * them, in the order of the detail, as long as they have room. Of several with one name it is the last, as it
 * is for whoever parses the detail. The detail is not parsed.
 *
 * @param detailJson a JSON object
 */
export function keptMembers(detailJson: string, names?: ReadonlySet<string>): string {
  const kept = new Map<string, string>();
  let freeBytes: number = keptLimits.bytes;
  for (const member of membersOf(detailJson)) {
    const name = String(JSON.parse(member.nameJson));
    if (stubNames.has(name) || names?.has(name) === false) continue;
    freeBytes += bytesOf(kept.get(name));
    kept.delete(name);
    const text = compactPart(detailJson, member, keptLimits.memberBytes);
    const bytes = bytesOf(text);
    if (bytes > keptLimits.memberBytes || bytes > freeBytes) continue;
    kept.set(name, text);
    freeBytes -= bytes;
  }
  return `{${Array.from(kept.values()).join(',')}}`;
}

/** The bytes of a member with the comma after it. */
function bytesOf(member: string | undefined): number {
  return member === undefined ? 0 : Buffer.byteLength(member) + ','.length;
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
  const kept = keptJson.trim().slice(1, -1).trim();
  const own = writeJson(members).slice(1);
  return kept === '' ? `{${own}` : `{${kept},${own}`;
}
