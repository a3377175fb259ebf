import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { readMessage } from '../../lambdas/domain/read-message.ts';
import { packMessages, type IndexedEvent, type Message } from '../../producer/pack-messages.ts';
import { anyCharacter } from '../support/any-character.ts';
import { anEventBody, testNowMs } from '../support/domain-builders.ts';

const roomy = { maxEventsPerMessage: 100, maxMessageBytes: 65_536 };

/** A written event of a tenant, of so many bytes. */
function anEvent(index: number, tenant = 'acct1', sizeBytes = 200): IndexedEvent {
  const generator = `${tenant}/repo`;
  const fields = { id: String(index), generator, detail: { filler: '' } };
  const filler = 'x'.repeat(sizeBytes - Buffer.byteLength(anEventBody(fields)));
  return { index, generator, text: anEventBody({ ...fields, detail: { filler } }) };
}

const indexesIn = (messages: readonly Message[]) => messages.map(({ indexes }) => indexes);

describe('messages', () => {
  test('one event alone is no array', () => {
    const event = anEvent(0);

    expect(packMessages([event], roomy)).toEqual([
      { groupId: 'acct1', body: event.text, sizeBytes: 205, indexes: [0] },
    ]);
  });

  test('several are an array, and their message is as large as it says', () => {
    const [message] = packMessages([anEvent(0), anEvent(1)], roomy);

    expect(JSON.parse(message!.body)).toHaveLength(2);
    expect(message!.sizeBytes).toBe(Buffer.byteLength(message!.body) + 'acct1'.length);
  });

  test('tenants share no message, and come in the order of their first events', () => {
    const events = ['b', 'a', 'b', 'a', 'c'].map((tenant, index) => anEvent(index, tenant));

    expect(indexesIn(packMessages(events, roomy))).toEqual([[0, 2], [1, 3], [4]]);
  });

  test('tenants whose names are alike share no message', () => {
    const events = ['a b', 'a%20b', 'a+b', 'A b'].map((tenant, index) => anEvent(index, tenant));
    const groups = packMessages(events, roomy).map(({ groupId }) => groupId);

    expect(new Set(groups).size).toBe(4);
  });

  test('hold so many events, and so many bytes to the byte', () => {
    const events = [0, 1, 2, 3, 4].map((index) => anEvent(index));
    const three = 3 * 200 + '[,,]'.length;

    expect(indexesIn(packMessages(events, { ...roomy, maxEventsPerMessage: 2 }))).toEqual([
      [0, 1],
      [2, 3],
      [4],
    ]);
    expect(indexesIn(packMessages(events, { ...roomy, maxMessageBytes: three }))).toEqual([
      [0, 1, 2],
      [3, 4],
    ]);
    expect(indexesIn(packMessages(events, { ...roomy, maxMessageBytes: three - 1 }))).toEqual([
      [0, 1],
      [2, 3],
      [4],
    ]);
  });

  test('hold a larger event alone', () => {
    const events = [anEvent(0), anEvent(1, 'acct1', 900), anEvent(2)];

    expect(indexesIn(packMessages(events, { ...roomy, maxMessageBytes: 500 }))).toEqual([
      [0],
      [1],
      [2],
    ]);
  });

  test('leave SQS room for the group id', () => {
    const events = Array.from({ length: 5 }, (_, index) =>
      anEvent(index, 'x'.repeat(128), 209_714),
    );
    const limits = { maxEventsPerMessage: 100, maxMessageBytes: 1_048_576 };

    // All five are an array of 1,048,576 bytes.
    expect(indexesIn(packMessages(events, limits))).toEqual([[0, 1, 2, 3], [4]]);
  });
});

test('invariant: every event is in one message, each tenant in order, within the limits, as it was', () => {
  const anyEvents = fc
    .array(
      fc.record({
        tenant: fc.constantFrom('a', 'b', 'ü ü', 'x'.repeat(200)),
        text: fc.string({ unit: anyCharacter, maxLength: 60 }),
      }),
      { maxLength: 40 },
    )
    .map((all) =>
      all.map(({ tenant, text }, index) => {
        const generator = `${tenant}/repo`;
        const body = anEventBody({ id: String(index), generator, detail: { text } });
        return { index, generator, text: body };
      }),
    );
  const anyLimits = fc.record({
    maxEventsPerMessage: fc.integer({ min: 1, max: 10 }),
    maxMessageBytes: fc.integer({ min: 1, max: 3_000 }),
  });
  fc.assert(
    fc.property(anyEvents, anyLimits, (events, limits) => {
      const messages = packMessages(events, limits);
      const isWithin = ({ body, indexes }: Message) =>
        indexes.length <= limits.maxEventsPerMessage &&
        Buffer.byteLength(body) <= limits.maxMessageBytes;

      expect(messages.filter((one) => one.indexes.length !== 1 && !isWithin(one))).toEqual([]);
      for (const tenant of new Set(events.map(({ generator }) => generator))) {
        const ofTenant = events.filter(({ generator }) => generator === tenant);
        const group = messages.find(({ indexes }) => indexes[0] === ofTenant[0]!.index)!.groupId;
        const ofGroup = messages.filter(({ groupId }) => groupId === group);
        const read = ofGroup.flatMap(({ body }) => readMessage(body, testNowMs));

        expect(ofGroup.flatMap(({ indexes }) => indexes)).toEqual(
          ofTenant.map(({ index }) => index),
        );
        expect(read).toEqual(ofTenant.flatMap(({ text }) => readMessage(text, testNowMs)));
      }
    }),
  );
});
