import type { DeliveryQuery } from '../api/history-calls.ts';

/** The ranges of time to choose from; `own`: from and to are typed. */
export const ranges = ['1h', '24h', '7d', 'own'] as const;
export type Range = (typeof ranges)[number];

const hourMs = 3_600_000;
const rangeMs = { '1h': hourMs, '24h': 24 * hourMs, '7d': 168 * hourMs } as const;

/** Which deliveries the view shows; an empty field does not matter. */
export interface DeliveryFilter {
  readonly range: Range;
  /** Of an own range, RFC 3339. */
  readonly since: string;
  readonly until: string;
  readonly outcome: string;
  readonly type: string;
  /** The vendor's id of an event, or EventBridge's. */
  readonly event: string;
}

/** The properties of what changes a filter. */
export interface FilterProps {
  readonly filter: DeliveryFilter;
  readonly onChange: (changed: Partial<DeliveryFilter>) => void;
}

/** Everything of the last day. */
export const everything: DeliveryFilter = {
  range: '24h',
  since: '',
  until: '',
  outcome: '',
  type: '',
  event: '',
};

/** The filter that the parameters of a link name. */
export function filterOf(parameters: URLSearchParams): DeliveryFilter {
  const field = (name: string) => parameters.get(name) ?? '';
  return {
    range: ranges.find((range) => range === field('range')) ?? everything.range,
    since: momentOr(field('since')),
    until: momentOr(field('until')),
    outcome: field('outcome'),
    type: field('type'),
    event: field('event'),
  };
}

/** The parameters of a link that name a filter; empty where it is the usual one. */
export function filterFields({
  range,
  ...others
}: DeliveryFilter): Readonly<Record<string, string>> {
  return { range: range === everything.range ? '' : range, ...others };
}

/** From when to when a filter goes, epoch milliseconds, at this moment. */
export function spanOf(
  { range, since, until }: Pick<DeliveryFilter, 'range' | 'since' | 'until'>,
  nowMs: number,
): { readonly fromMs: number; readonly toMs: number } {
  if (range !== 'own') return { fromMs: nowMs - rangeMs[range], toMs: nowMs };
  const toMs = until === '' ? nowMs : Date.parse(until);
  return { fromMs: since === '' ? toMs - rangeMs['24h'] : Date.parse(since), toMs };
}

/** What is asked of the service for a filter, at this moment. A range up to now has no end. */
export function deliveryQuery(filter: DeliveryFilter, nowMs: number): DeliveryQuery {
  const { fromMs } = spanOf(filter, nowMs);
  return {
    since: new Date(fromMs).toISOString(),
    until: filter.range === 'own' ? filter.until : '',
    outcome: filter.outcome,
    type: filter.type.trim(),
    event: filter.event.trim(),
  };
}

function momentOr(text: string): string {
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? '' : new Date(ms).toISOString();
}
