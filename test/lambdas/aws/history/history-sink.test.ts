import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { lineOf } from '../../../../lambdas/aws/history/frame-bytes.ts';
import { historySink } from '../../../../lambdas/aws/history/history-sink.ts';
import { readWireMessage, writeWireMessage } from '../../../../lambdas/aws/history/wire-message.ts';
import { maxMessageBytes } from '../../../../lambdas/domain/dead-letter.ts';
import { writeDomainEvent } from '../../../../lambdas/domain/domain-event.ts';
import type { HistoryRecord } from '../../../../lambdas/ports/history.ts';
import { anyDomainEvent } from '../../../support/arbitraries.ts';
import { aDomainEvent, testNowMs } from '../../../support/domain-builders.ts';
import { fakeLog } from '../../../support/fake-log.ts';
import { fakeMessageQueue, refuseAll } from '../../../support/fake-message-queue.ts';
import { anyHistoryRow } from '../../../support/history-arbitraries.ts';
import { aHistoryRecord, aHistoryRow } from '../../../support/history-builders.ts';
import { propertyRuns } from '../../../support/property-runs.ts';

/** A sink on fakes; `put` is what storing an object does. */
function aSink({ queue = fakeMessageQueue(), put = async () => {} } = {}) {
  const objects = new Map<string, Buffer>();
  const log = fakeLog();
  const sink = historySink({
    queue,
    objects: {
      async put(key, bytes) {
        await put();
        objects.set(key, Buffer.from(bytes));
      },
    },
    log,
    now: () => testNowMs,
  });
  const sent = () => queue.messages.map(({ body }) => readWireMessage(body));
  return { sink, queue, objects, log, sent };
}

async function fail(): Promise<never> {
  throw new Error('no answer');
}

function noise(characters: number): string {
  const bytes = Array.from({ length: characters }, () => Math.random().toString(36).slice(2, 3));
  return JSON.stringify({ noise: bytes.join('') });
}

describe('records', () => {
  test('arrive as they were sent, with one text for each event, whatever is in them', async () => {
    const anyRecord = fc.record({
      tenant: fc.string(),
      sourceArn: fc.string(),
      row: anyHistoryRow,
      event: anyDomainEvent,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(anyRecord, { maxLength: 5 }), async (given) => {
        const { sink, sent } = aSink();
        const records: HistoryRecord[] = [...given, ...given];
        expect(await sink.record(records)).toEqual(records.map(() => true));
        const messages = sent();
        expect(messages.flatMap(({ rows }) => rows.map(({ row }) => row))).toEqual(
          records.map(({ row }) => row),
        );
        const riding = given.filter(({ row }) => row.body === undefined);
        const texts = messages.flatMap(({ unpackTexts }) => unpackTexts().map(String));
        expect(texts.toSorted()).toEqual(
          riding.map(({ event }) => writeDomainEvent(event)).toSorted(),
        );
      }),
      { numRuns: propertyRuns(200) },
    );
  });

  test('that are too much for a message go in several, each of which SQS takes', async () => {
    const { sink, queue, sent } = aSink();
    const records = Array.from({ length: 12 }, (_, index) =>
      aHistoryRecord({ event: aDomainEvent({ id: `e${index}`, detailJson: noise(250_000) }) }),
    );

    expect(new Set(await sink.record(records))).toEqual(new Set([true]));
    expect(queue.messages.length).toBeGreaterThan(1);
    for (const { body } of queue.messages) expect(body.length).toBeLessThanOrEqual(maxMessageBytes);
    expect(sent().flatMap(({ rows }) => rows.map(({ row }) => row.eventId))).toEqual(
      records.map(({ row }) => row.eventId),
    );
  });

  test('that the queue does not take are reported', async () => {
    const { sink } = aSink({ queue: fakeMessageQueue(refuseAll) });

    expect(await sink.record([aHistoryRecord(), aHistoryRecord()])).toEqual([false, false]);
  });

  test('of nothing send nothing', async () => {
    const { sink, queue, objects } = aSink();

    expect(await sink.record([])).toEqual([]);
    expect(await sink.keepBodies([]).stored).toBe(true);
    expect([queue.messages.length, objects.size]).toEqual([0, 0]);
  });

  test('have a line of their text, though somebody wrote it in several, and are read as they were', async () => {
    const { sink, sent } = aSink();
    const event = aDomainEvent({ detailJson: '{\r\n"a": 1\n}' });
    await sink.record([aHistoryRecord({ event })]);
    const [line] = sent()[0]!.unpackTexts();

    expect(String(line)).not.toContain('\n');
    expect(lineOf(line!, 0)).toBe(writeDomainEvent(event));
  });
});

describe('a text that its vendor wrote', () => {
  const event = aDomainEvent({ detailJson: '{"name":"Zoë"}' });
  const stored = async (text: string) => {
    const { sink, objects, sent } = aSink();
    await sink.record([aHistoryRecord({ event, text })]);
    const kept = sink.keepBodies([{ event, text }]);
    await kept.stored;
    const [object] = objects.values();
    expect(kept.placeOf(event)).toMatchObject({ offset: 0, length: object!.length, line: 0 });
    const [queued] = sent()[0]!.unpackTexts().map(String);
    expect(lineOf(object!, 0)).toBe(queued);
    return queued;
  };

  test.each([
    ['in few characters', writeDomainEvent(event)],
    [
      'with spaces and escapes',
      ` ${writeDomainEvent(event).replace(':', ' : ').replace('ë', '\\u00eb')}`,
    ],
  ])('%s is stored as it is', async (_, text) => {
    expect(await stored(text.trim())).toBe(text.trim());
  });

  test.each([
    ['in several lines', JSON.stringify(JSON.parse(writeDomainEvent(event)), undefined, 2)],
    ['with much empty space', `${writeDomainEvent(event)}${' '.repeat(3_000)}`],
  ])('%s is written anew', async (_, text) => {
    expect(await stored(text)).toBe(writeDomainEvent(event));
  });
});

describe('texts that are stored beside the queue', () => {
  test('are stored once for each event, those of no use to pack as they are', async () => {
    const { sink, objects } = aSink();
    const events = Array.from({ length: 20 }, (_, index) =>
      aDomainEvent({ id: `e${index}`, detailJson: noise(2_000), generator: `acct${index % 2}/r` }),
    );
    const kept = sink.keepBodies(events.flatMap((event) => [{ event }, { event }]));
    expect(await kept.stored).toBe(true);
    const [object] = objects.values();

    for (const event of events) {
      const { offset, length, line } = kept.placeOf(event)!;
      const frame = object!.subarray(offset, offset + length);
      expect(lineOf(frame, line)).toBe(writeDomainEvent(event));
    }
    expect(kept.placeOf(aDomainEvent())).toBeUndefined();
  });

  test('are reported if they could not be', async () => {
    const { sink, log } = aSink({ put: fail });

    expect(await sink.keepBodies([{ event: aDomainEvent() }]).stored).toBe(false);
    expect(log.lines).toMatchObject([{ level: 'error', fields: { events: 1 } }]);
  });

  test('are in one object, whose key says when', async () => {
    const { sink, objects } = aSink();
    const events = Array.from({ length: 100 }, (_, index) => ({
      event: aDomainEvent({ id: `e${index}` }),
    }));
    await sink.keepBodies(events).stored;

    expect([...objects.keys()]).toEqual([expect.stringMatching(/^bodies\/2026\/11\/21\/1900-/)]);
  });
});

describe('a message that cannot be read', () => {
  const good = writeWireMessage(
    [{ tenant: 'a', sourceArn: 'b', row: aHistoryRow(), text: 0 }],
    [{ tenant: 'a', text: 'text', bytes: 4 }],
  );

  test.each([
    ['is empty', ''],
    ['is no base64', '!!!'],
    ['is of another version', Buffer.from([2, 1, 0, 0, 0, 0]).toString('base64')],
    ['is cut', good.slice(0, 40)],
  ])('because it %s is refused', (_, body) => {
    expect(() => readWireMessage(body)).toThrow(/./);
  });

  test('because its texts are cut is refused when they are unpacked', () => {
    const { unpackTexts } = readWireMessage(good.slice(0, -8));

    expect(unpackTexts).toThrow(/./);
  });
});
