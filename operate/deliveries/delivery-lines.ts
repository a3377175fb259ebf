import type {
  DeliveryView,
  EventDeliveryView,
  PayloadView,
} from '../../lambdas/contract/history-view.ts';
import { alignColumns } from '../../terminal/table.ts';
import { formatBody } from '../format-body.ts';
import { plainLines, plainText } from '../plain-text.ts';

const maxCellLength = 60;

/**
 * Deliveries as a table; nothing if there are none.
 *
 * @param showsSource whether they are of several sources
 */
export function deliveryTable(
  deliveries: readonly DeliveryView[],
  showsSource: boolean,
): readonly string[] {
  if (deliveries.length === 0) return [];
  const sourceHeader = showsSource ? ['source', 'region'] : [];
  return alignColumns([
    ['time', 'event', 'detail type', 'outcome', 'attempts', 'cause', ...sourceHeader, 'why'],
    ...deliveries.map((delivery) => [
      delivery.lastAttemptAt,
      cellText(delivery.event),
      cellText(delivery.detailType),
      outcomeText(delivery),
      delivery.attempts,
      delivery.trigger,
      ...(showsSource
        ? [plainText(delivery.source?.name ?? '-'), delivery.source?.region ?? '-']
        : []),
      reasonText(delivery),
    ]),
  ]);
}

/** All that is known of an event at a source. */
export function deliveryPage(delivery: EventDeliveryView, showsBody: boolean): readonly string[] {
  const { source, attempts, body, bodyText, payload, isComplete } = delivery;
  return [
    ...alignColumns([
      ['event', plainText(delivery.event)],
      ['detail type', plainText(delivery.detailType)],
      ['queued', delivery.queuedAt],
      ['source', plainText(source.name)],
      ['region', source.region],
      ['contents', bodyNames[body]],
    ]),
    '',
    ...alignColumns([
      ['time', 'outcome', 'attempts', 'cause', 'EventBridge id', 'why'],
      ...attempts.map((attempt) => [
        attempt.at,
        outcomeText(attempt),
        attempt.attempts,
        attempt.replay === null ? attempt.trigger : `${attempt.trigger} ${attempt.replay}`,
        cellText(attempt.eventBridgeId ?? '-'),
        reasonText(attempt),
      ]),
    ]),
    ...(isComplete ? [] : ['There may be more: not the whole history was searched.']),
    ...(showsBody && bodyText !== null ? ['', plainLines(formatBody(bodyText))] : []),
    ...(showsBody && payload !== null ? ['', ...payloadLines(payload)] : []),
  ];
}

/** Where the whole detail of a large event is. */
function payloadLines({ sizeBytes, sha256, expiresAt, url }: PayloadView): readonly string[] {
  return [
    'The detail above is what the stub keeps. The whole detail:',
    ...alignColumns([
      ['size', `${sizeBytes} bytes`],
      ['SHA-256', sha256],
      ['kept until', expiresAt ?? 'unknown'],
      [
        'link',
        url ?? 'none: it is no longer kept, the source is deleted, or there are no links yet',
      ],
    ]),
  ];
}

const bodyNames = { kept: 'kept', expired: 'no longer kept', notKept: 'never kept' } as const;

/** What became of it; EventBridge accepts entries for a PENDING source, and nobody gets them. */
function outcomeText({ outcome, state }: Pick<DeliveryView, 'outcome' | 'state'>): string {
  if (outcome !== 'accepted' || state === 'ACTIVE') return outcome;
  return state === 'PENDING' ? 'accepted, not received' : 'accepted, unknown if received';
}

function reasonText({ reason, error }: Pick<DeliveryView, 'reason' | 'error'>): string {
  const failure = error === null ? undefined : `${error.code}: ${error.message}`;
  return cellText([reason, failure].filter(Boolean).join('; ') || '-');
}

function cellText(text: string): string {
  const plain = plainText(text);
  return plain.length > maxCellLength ? `${plain.slice(0, maxCellLength)}…` : plain;
}
