import type { Source } from '../api/schemas.ts';

/** What a source is to an administrator: whatever AWS said last, a retired one is gone. */
export type SourceStatus = 'pending' | 'active' | 'gone';

/** The status of a source. */
export function statusOf({
  state,
  retirement,
}: Pick<Source, 'state' | 'retirement'>): SourceStatus {
  if (retirement !== null || state === 'DELETED') return 'gone';
  return state === 'ACTIVE' ? 'active' : 'pending';
}

/** The words of a status's badge. */
export const statusNames: Readonly<Record<SourceStatus, string>> = {
  pending: 'Waiting to be accepted',
  active: 'Active',
  gone: 'Gone',
};

/** Seconds until a source expires, or undefined if it does not. */
export function secondsLeft(source: Source, nowMs: number): number | undefined {
  if (statusOf(source) !== 'pending' || source.expiresAtMs === null) return undefined;
  return Math.max(0, (source.expiresAtMs - nowMs) / 1000);
}

/** Which detail types a source takes, in a few words. */
export function detailTypesText(detailTypes: readonly string[] | null): string {
  if (detailTypes === null) return 'All';
  return detailTypes.length === 1 ? (detailTypes[0] ?? '') : `${detailTypes.length} types`;
}

/** Whether any of the texts that the table shows of a source contains what was typed. */
export function isFound(source: Source, typed: string): boolean {
  const wanted = typed.trim().toLowerCase();
  const { name, generator, account, region, detailTypes, retirement } = source;
  return [name, generator, account, region, statusNames[statusOf(source)], retirement?.reason]
    .concat(detailTypes ?? [])
    .some((text) => text?.toLowerCase().includes(wanted));
}
