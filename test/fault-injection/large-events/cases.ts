import { entrySizeBytes } from '../../../lambdas/domain/delivery.ts';
import { writeDomainEvent, type DomainEvent } from '../../../lambdas/domain/domain-event.ts';
import { eventResource } from '../../../lambdas/domain/event-resource.ts';
import { maxEventBytes } from '../../../lambdas/domain/message-size.ts';
import { sourceName } from '../../../lambdas/domain/source-name.ts';

/** An event for some customers, and how they are to get its detail. */
export interface SizeCase {
  readonly name: string;
  readonly customers: number;
  /** How many such events are in the batch, each with another detail. */
  readonly events: number;
  readonly maxEntryBytes: number;
  /** `message`: the detail is in the message; otherwise a producer stored it, with its SHA-256 or without. */
  readonly sentBy: 'message' | 'reference' | 'reference without a hash';
  readonly arrives: 'inline' | 'by the link';
  /** The detail of an event (by its number), as JSON. */
  readonly detailOf: (event: number) => string;
}

/** Of all events of the run. */
export const generator = 'vendor-of-sizes/repository';
export const partner = 'sizes.test';
/** EventBridge's own limit. */
const fullEntryBytes = 1_048_576;

const anEvent: DomainEvent = {
  id: 'event-00000',
  generator,
  detailType: 'large',
  time: '2026-11-21T19:00:00Z',
  resources: [],
  detailJson: '{}',
};

/** An event of a case by its number. */
export function eventOf(event: number, detailJson: string): DomainEvent {
  return { ...anEvent, id: `event-${String(event).padStart(5, '0')}`, detailJson };
}

/** A detail of exactly so many bytes as UTF-8, of some character and of as few of `x` as possible. */
export function detailOfBytes(bytes: number, character = 'x', event = 0): string {
  const [before, after] = [`{"event":${event},"text":"`, '"}'];
  const left = bytes - before.length - after.length;
  const each = Buffer.byteLength(character);
  const text = character.repeat(Math.floor(left / each)) + 'x'.repeat(left % each);
  return `${before}${text}${after}`;
}

/** How many bytes an entry has besides its detail. */
const besideDetail =
  entrySizeBytes(
    anEvent,
    sourceName(partner, generator, '0'.repeat(12)),
    eventResource('event-00000'),
  ) - 2;
/** How many bytes an event has besides its detail, as it is written. */
const besideInEvent = Buffer.byteLength(writeDomainEvent(anEvent)) - 2;

const mebibyte = 1_048_576;
const common = { events: 1, sentBy: 'message' } as const;

/** The detail type of an entry of the limit, one byte less and one more, for so many customers. */
export function aroundEntryLimit(
  maxEntryBytes: number,
  customers: number,
  character = 'x',
): readonly SizeCase[] {
  return [-1, 0, 1].map((more) => ({
    ...common,
    name: `entry of ${maxEntryBytes}${signed(more)} bytes, ${character}`,
    customers,
    maxEntryBytes,
    arrives: more > 0 ? 'by the link' : 'inline',
    detailOf: () => detailOfBytes(maxEntryBytes + more - besideDetail, character),
  }));
}

/** The same around the largest event that a retry message holds, which is less than EventBridge's limit. */
function aroundEventLimit(customers: number, character = 'x'): readonly SizeCase[] {
  return [-1, 0, 1].map((more) => ({
    ...common,
    name: `event of ${maxEventBytes}${signed(more)} bytes, ${character}`,
    customers,
    maxEntryBytes: fullEntryBytes,
    arrives: more > 0 ? 'by the link' : 'inline',
    detailOf: () => detailOfBytes(maxEventBytes + more - besideInEvent, character),
  }));
}

function signed(more: number): string {
  return more === 0 ? '' : `${more > 0 ? '+' : '-'}${Math.abs(more)}`;
}

/** A detail that a producer stored. */
export function byReference(
  mebibytes: number,
  customers: number,
  sentBy: Exclude<SizeCase['sentBy'], 'message'>,
  events = 1,
): SizeCase {
  return {
    name: `${mebibytes} MiB by ${sentBy}`,
    customers,
    events,
    maxEntryBytes: fullEntryBytes,
    sentBy,
    arrives: 'by the link',
    detailOf: (event) => detailOfBytes(mebibytes * mebibyte, '😀', event),
  };
}

/** Many different large events in one batch. */
export function manyAtOnce(events: number, detailBytes: number, maxEntryBytes: number): SizeCase {
  return {
    ...common,
    name: `${events} details of ${detailBytes} bytes at once`,
    customers: 1,
    events,
    maxEntryBytes,
    arrives: 'by the link',
    detailOf: (event) => detailOfBytes(detailBytes, 'ü', event),
  };
}

/** All sizes of issue 16, at one customer and at a thousand. */
export function allCases(): readonly SizeCase[] {
  const smallLimit = 65_536;
  return [
    ...aroundEventLimit(1),
    ...aroundEventLimit(1, '語'),
    ...aroundEventLimit(1_000),
    ...aroundEntryLimit(smallLimit, 1),
    ...aroundEntryLimit(smallLimit, 1_000, 'ü'),
    ...[1, 1_000].flatMap((customers) => [
      byReference(5, customers, 'reference'),
      byReference(5, customers, 'reference without a hash'),
      byReference(100, customers, 'reference'),
      byReference(100, customers, 'reference without a hash'),
    ]),
    byReference(100, 1, 'reference without a hash', 3),
    manyAtOnce(5, 1_000_000, smallLimit),
    manyAtOnce(1_000, 5_000, 4_096),
  ];
}
