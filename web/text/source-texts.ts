import { readPasted } from '../../lambdas/contract/pasted.ts';
import type { Source } from '../api/source.ts';
import { momentText } from './moments.ts';

/** The status that the page shows: a retired source is deleted, regardless of its last state in AWS. */
export type SourceStatus = 'pending' | 'active' | 'deleted';

/** The status of a source. */
export function statusOf({
  state,
  retirement,
}: Pick<Source, 'state' | 'retirement'>): SourceStatus {
  if (retirement !== null || state === 'DELETED') return 'deleted';
  return state === 'ACTIVE' ? 'active' : 'pending';
}

/** The text of a status's badge. */
export const statusNames: Readonly<Record<SourceStatus, string>> = {
  pending: 'Waiting to be accepted',
  active: 'Active',
  deleted: 'Deleted',
};

/** What a source can be besides its status, with the text of its badge. */
export const conditionNames = { paused: 'Paused', failing: 'Failing' } as const;

/** What a source is besides its status: paused, or failing since its last attempt. */
export function conditionsOf(
  source: Pick<Source, 'state' | 'retirement' | 'pausedAt' | 'lastError'>,
): readonly (keyof typeof conditionNames)[] {
  if (statusOf(source) === 'deleted') return [];
  return [
    ...(source.pausedAt === null ? [] : (['paused'] as const)),
    ...(source.lastError?.resolved === false ? (['failing'] as const) : []),
  ];
}

/** What the customer has of an accepted event; empty if the source was active. */
export function listeningNote(state: NonNullable<Source['lastAcceptedEvent']>['state']): string {
  switch (state) {
    case 'ACTIVE':
      return '';
    case 'PENDING':
      return 'Nobody was listening: the customer did not receive it';
    case 'unknown':
      return 'Whether anybody was listening is not known';
  }
}

/** Seconds until a source expires; undefined if it does not. */
export function secondsLeft(source: Source, nowMs: number): number | undefined {
  if (statusOf(source) !== 'pending' || source.expiresAtMs === null) return undefined;
  return Math.max(0, (source.expiresAtMs - nowMs) / 1000);
}

/** A short text for the detail types of a source. */
export function detailTypesText(detailTypes: readonly string[] | null): string {
  if (detailTypes === null) return 'All';
  return detailTypes.length === 1 ? (detailTypes[0] ?? '') : `${detailTypes.length} types`;
}

/**
 * Whether the texts that the table shows for a source contain each typed word, or what a pasted ARN names:
 * a source or an account, and the Region.
 */
export function matchesSearch(source: Source, typed: string): boolean {
  const { sourceName, account, region = '' } = readPasted(typed);
  const pasted = sourceName ?? account;
  const wanted = pasted === undefined ? typed.split(/\s+/) : [pasted, region];
  const status = statusOf(source);
  const texts = [
    source.name,
    source.displayName,
    source.generator,
    source.account,
    source.region,
    status,
    statusNames[status],
    ...conditionsOf(source),
    source.retirement?.reason,
    ...(source.detailTypes ?? []),
  ]
    .join('\n')
    .toLowerCase();
  return wanted.every((word) => texts.includes(word.toLowerCase()));
}

/** A source's last error as a name and a value; the name says whether it is resolved. */
export function lastErrorFact(error: NonNullable<Source['lastError']>): {
  readonly name: string;
  readonly value: string;
} {
  const { code, message, time, resolved } = error;
  return {
    name: resolved ? 'Last error (resolved)' : 'Last error',
    value: `${code}: ${message} (${momentText(time)})`,
  };
}
