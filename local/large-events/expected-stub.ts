import { createHash } from 'node:crypto';
import type { DomainEvent } from '../../lambdas/domain/domain-event.ts';
import { keptMembers, writeStub } from '../../lambdas/domain/payload/stub.ts';
import type { KeptNames } from './kept-names.ts';
import type { ReceivedStub } from './read-stub.ts';

/** What the stub of a large event must say. */
export interface ExpectedStub {
  /** Of the vendor's detail. */
  readonly sizeBytes: number;
  readonly sha256: string;
  /** What it keeps of the detail, a JSON object. */
  readonly keptJson: string;
}

/** What the stub of an event must say; the vendor says it of a detail that the event refers to. */
export function expectedStub(event: DomainEvent, keptNames: KeptNames): ExpectedStub {
  const { detailType, detailJson, reference } = event;
  const keptJson = keptMembers(detailJson, keptNames.get(detailType) ?? new Set());
  if (reference !== undefined) {
    const { sizeBytes, sha256 } = reference;
    return { sizeBytes, sha256, keptJson };
  }
  const sha256 = createHash('sha256').update(detailJson).digest('hex');
  return { sizeBytes: Buffer.byteLength(detailJson), sha256, keptJson };
}

/** Stands in a delivery's fingerprint for the text of its stub, which has a link of its own. No detail is like it. */
export function stubMark({
  sizeBytes,
  sha256,
}: Pick<ExpectedStub, 'sizeBytes' | 'sha256'>): string {
  return `stub ${sizeBytes} ${sha256}`;
}

/** The text that a stub must have with its own link and expiry, keeping what it must or nothing. */
export function stubText(
  { sizeBytes, sha256, keptJson }: ExpectedStub,
  { url, expiresAt }: ReceivedStub,
  keeps: boolean,
): string {
  const reference = { bucket: '', key: '', sizeBytes, sha256, expiresAt };
  return writeStub(keeps ? keptJson : '{}', reference, url);
}
