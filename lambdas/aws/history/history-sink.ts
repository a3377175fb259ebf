import { randomUUID } from 'node:crypto';
import { writeDomainEvent, type DomainEvent } from '../../domain/domain-event.ts';
import { tenantOf } from '../../domain/generator.ts';
import { bodiesKey } from '../../domain/history/history-key.ts';
import type { WireRow } from '../../domain/history/wire.ts';
import type { CallTime, Log, MessageQueue } from '../../ports/delivery.ts';
import type { HistoryRecord, HistorySink, KeptBodies } from '../../ports/history.ts';
import { asLine, makeObject, type TextLine } from './frame-bytes.ts';
import { divideRecords, isWithText } from './record-groups.ts';
import type { S3Objects } from './s3-objects.ts';
import { fitsMessage, writeWireMessage } from './wire-message.ts';

/** Where the sink puts what it is given. */
export interface SinkServices {
  readonly queue: MessageQueue;
  readonly objects: Pick<S3Objects, 'put'>;
  readonly log: Log;
  readonly now: () => number;
}

/** The history's sink: rows and texts go on the history queue, many texts into an object of their own. */
export function historySink(services: SinkServices): HistorySink {
  return {
    async record(records, time) {
      const groups = divideRecords(records);
      const messages = await Promise.all(groups.map((group) => messagesOf(group, services, time)));
      const all = messages.flat();
      const bodies = all.map(({ body }) => ({ body }));
      const sent = await services.queue.send(bodies, time);
      const recorded = new Set(all.flatMap(({ records: own }, index) => (sent[index] ? own : [])));
      return records.map((record) => recorded.has(record));
    },
    keepBodies: (events, time) => keepBodies(events, services, time),
  };
}

interface Message {
  readonly body: string;
  readonly records: readonly HistoryRecord[];
}

/** The messages of some records. They are divided as long as SQS would not take them. */
async function messagesOf(
  records: readonly HistoryRecord[],
  services: SinkServices,
  time: CallTime | undefined,
): Promise<readonly Message[]> {
  const body = writeRecords(records);
  if (fitsMessage(body)) return [{ body, records }];
  const [only] = records;
  if (records.length === 1 && only !== undefined) return await besideMessage(only, services, time);
  const half = Math.ceil(records.length / 2);
  const halves = [records.slice(0, half), records.slice(half)];
  return (await Promise.all(halves.map((one) => messagesOf(one, services, time)))).flat();
}

function writeRecords(records: readonly HistoryRecord[]): string {
  const lines: EventLine[] = [];
  const indexes = new Map<DomainEvent, number>();
  const rows = records.map((record): WireRow => {
    const { tenant, sourceArn, row } = record;
    if (!isWithText(record)) return { tenant, sourceArn, row };
    const text = indexes.get(record.event) ?? lines.length;
    if (text === lines.length) {
      indexes.set(record.event, text);
      lines.push(eventLine(record.event));
    }
    return { tenant, sourceArn, row, text };
  });
  return writeWireMessage(
    { rows, texts: lines },
    lines.map(({ text }) => text),
  );
}

/** The message of a record whose event's text does not fit a message with it: it is stored beside it. */
async function besideMessage(
  record: HistoryRecord,
  services: SinkServices,
  time: CallTime | undefined,
): Promise<readonly Message[]> {
  const { event, row, ...source } = record;
  if (event === undefined) return [];
  const kept = keepBodies([event], services, time);
  const place = kept.placeOf(event);
  if (place === undefined || !(await kept.stored)) return [];
  const placed = { ...source, row: { ...row, body: place } };
  return [{ body: writeRecords([placed]), records: [record] }];
}

/**
 * A batch with more than this in frames of few texts comes at a rate at which the function has no time to
 * spare: each event of 10 kB takes a fifth more if it is packed alone.
 */
export const maxFewBytes = 2_097_152;

interface EventLine extends TextLine {
  readonly event: DomainEvent;
}

function eventLine(event: DomainEvent): EventLine {
  const text = asLine(writeDomainEvent(event));
  return { event, tenant: tenantOf(event.generator), text, bytes: text.length };
}

function keepBodies(
  events: readonly DomainEvent[],
  { objects, log, now }: SinkServices,
  time: CallTime | undefined,
): KeptBodies {
  const key = bodiesKey(now(), randomUUID());
  const { bytes, places } = makeObject(key, [...new Set(events)].map(eventLine), maxFewBytes);
  const placeOf = new Map(Array.from(places, ([{ event }, place]) => [event, place]));
  const store = async () => {
    try {
      if (bytes.length > 0) await objects.put(key, bytes, time?.timeoutMs);
      return true;
    } catch (error) {
      log.error('texts of events could not be stored', { events: events.length, error });
      return false;
    }
  };
  return { placeOf: (event) => placeOf.get(event), stored: store() };
}
