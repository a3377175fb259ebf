import type { Mapping } from '../../lambdas/domain/mapping.ts';
import { isErrorResolved } from '../../lambdas/domain/resolved-error.ts';
import { alignColumns } from '../../terminal/table.ts';
import { plainText } from '../plain-text.ts';

/** The state of a source as it is listed. */
export type ShownState = Mapping['state'] | 'RETIRED';

/** The state of a source, or RETIRED: its last state in AWS is then meaningless. */
export function shownState({ state, retirement }: Mapping): ShownState {
  return retirement === undefined ? state : 'RETIRED';
}

/** Sources as a table; nothing if there are none. Display names have a column if there are any. */
export function sourceTable(mappings: readonly Mapping[]): readonly string[] {
  if (mappings.length === 0) return [];
  const hasNames = mappings.some(({ displayName }) => displayName !== undefined);
  const named = (text: string) => (hasNames ? [text] : []);
  const rest = ['account', 'region', 'state', 'expires', 'last accepted', 'last error'];
  return alignColumns([
    ['source', ...named('display name'), ...rest],
    ...mappings.map((mapping) => [
      plainText(mapping.sourceName),
      ...named(plainText(mapping.displayName ?? '-')),
      mapping.account,
      mapping.region,
      mapping.pausedAt === undefined ? shownState(mapping) : `${shownState(mapping)}, paused`,
      (mapping.retirement === undefined ? mapping.expirationTime : undefined) ?? '-',
      mapping.lastAcceptedEvent?.acceptedAt ?? '-',
      plainText((!isErrorResolved(mapping) && mapping.lastError?.code) || '-'),
    ]),
  ]);
}

/** All details of a source in the table. */
export function sourcePage(mapping: Mapping): readonly string[] {
  const { lastAcceptedEvent: event, retirement } = mapping;
  return alignColumns([
    ['source', mapping.sourceName],
    ['display name', mapping.displayName ?? '-'],
    ['ARN', mapping.sourceArn],
    ['generator', mapping.generator],
    ['account', mapping.account],
    ['region', mapping.region],
    ['detail types', mapping.detailTypes?.join(', ') ?? 'all'],
    ['state', shownState(mapping)],
    ['expires', mapping.expirationTime ?? '-'],
    ['created', mapping.createdAt],
    ['last checked', mapping.lastCheckedAt ?? '-'],
    ['last accepted', event ? `${event.acceptedAt} ${event.detailType} ${event.id}` : '-'],
    ['last error', errorText(mapping)],
    ['paused', mapping.pausedAt ?? '-'],
    ['missed since', missedText(mapping)],
    ['backlog skipped', mapping.skipBefore === undefined ? '-' : `before ${mapping.skipBefore}`],
    ['retired', retirement ? `${retirement.retiredAt} ${retirement.reason}` : '-'],
  ]).map(plainText);
}

/** Since when it may have missed events about which nobody has decided. */
function missedText({ missedSince, sendsMissedOnceActive = false }: Mapping): string {
  if (missedSince === undefined) return '-';
  return sendsMissedOnceActive ? `${missedSince}, sent once it is ACTIVE` : missedSince;
}

function errorText(mapping: Mapping): string {
  const { lastError: error } = mapping;
  if (error === undefined) return '-';
  const text = `${error.time} ${error.code}: ${error.message}`;
  return isErrorResolved(mapping) ? `resolved: ${text}` : text;
}
