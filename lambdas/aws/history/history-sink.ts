import { randomUUID } from 'node:crypto';
import { writeDomainEvent, type DomainEvent } from '../../domain/domain-event.ts';
import { tenantOf } from '../../domain/generator.ts';
import { bodiesKey } from '../../domain/history/history-key.ts';
import type { WireRow } from '../../domain/history/wire.ts';
import type { CallTime, Log, MessageQueue } from '../../ports/delivery.ts';
import type { HistoryRecord, HistorySink, KeptBodies, KeptEvent } from '../../ports/history.ts';
import { asLine, makeObject, roomFor, type KeptLine } from './frame-bytes.ts';
import { divideRecords, isWithText } from './record-groups.ts';
import { reusedMemory } from './reused-memory.ts';
import type { S3Puts } from '../s3-puts.ts';
import { fitsMessage, writeWireMessage } from './wire-message.ts';

/** Where the sink puts what it is given. */
export interface SinkServices {
  readonly queue: MessageQueue;
  readonly objects: S3Puts;
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
      const taken = all.flatMap(({ records: own }, index) => (sent[index] ? own : []));
      // As a rule: a set of many records takes its time.
      if (taken.length === records.length) return records.map(() => true);
      const recorded = new Set(taken);
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
  const lines: KeptLine<DomainEvent>[] = [];
  const indexes = new Map<DomainEvent, number>();
  const rows = records.map((record): WireRow => {
    const { tenant, sourceArn, row } = record;
    if (!isWithText(record)) return { tenant, sourceArn, row };
    const text = indexes.get(record.event) ?? lines.length;
    if (text === lines.length) {
      indexes.set(record.event, text);
      lines.push(eventLine(record));
    }
    return { tenant, sourceArn, row, text };
  });
  return writeWireMessage(rows, lines);
}

/** The message of a record whose event's text does not fit a message with it: it is stored beside it. */
async function besideMessage(
  record: HistoryRecord,
  services: SinkServices,
  time: CallTime | undefined,
): Promise<readonly Message[]> {
  const { event, text, row, ...source } = record;
  if (event === undefined) return [];
  const kept = keepBodies([{ event, text }], services, time);
  const place = kept.placeOf(event);
  if (place === undefined || !(await kept.stored)) return [];
  const placed = { ...source, row: { ...row, body: place } };
  return [{ body: writeRecords([placed]), records: [record] }];
}

function eventLine({ event, text: written }: KeptEvent): KeptLine<DomainEvent> {
  const isKept = written !== undefined && isShortLine(written, event);
  const text = isKept ? written : asLine(writeDomainEvent(event));
  return { of: event, tenant: tenantOf(event.generator), text, bytes: text.length };
}

// What an event has besides its detail, and what other services' JSON has more than ours.
const mostBesideDetail = 2_048;

/** Whether the vendor's own text can be kept: it is one line, and not much longer than it need be. */
function isShortLine(text: string, { detailJson }: DomainEvent): boolean {
  return text.length <= mostBesideDetail + 1.25 * detailJson.length && !text.includes('\n');
}

// Three times the texts of a batch, of which Lambda takes six megabytes.
const memory = reusedMemory(20 * 1_048_576);

function keepBodies(
  events: readonly KeptEvent[],
  { objects, log, now }: SinkServices,
  time: CallTime | undefined,
): KeptBodies {
  const key = bodiesKey(now(), randomUUID());
  // The same event comes once more where its deliveries were divided.
  const once = events.filter(({ event }, index) => event !== events[index - 1]?.event);
  const lines = once.map(eventLine);
  const written = memory.take(roomFor(lines));
  const { bytes, places } = makeObject(key, lines, written);
  const store = async () => {
    try {
      if (bytes.length > 0) await objects.put(key, bytes, time?.timeoutMs);
      // After a failure, a call that was given up may still read it.
      memory.giveBack(written);
      return true;
    } catch (error) {
      log.error('texts of events could not be stored', { events: events.length, error });
      return false;
    }
  };
  return { placeOf: (event) => places.get(event), stored: store() };
}
