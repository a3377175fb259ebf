import { describe, expect, test } from '@jest/globals';
import {
  byDetail,
  checkRequests,
  type Claims,
} from '../../../../tools/bench/sender/check-requests.ts';
import { makeEvents, type SentEvent } from '../../../../tools/bench/sender/events.ts';

const events = await makeEvents('small', 3);
const sent = byDetail(events);
const claims: Claims = { operation: 'PutPartnerEvents', maxEntries: 2, detailPath: [] };
const sourceOf = (generator: string) => `source of ${generator}`;

function entryOf({ generator, detailType, detail }: SentEvent) {
  return {
    Source: sourceOf(generator),
    DetailType: detailType,
    Time: 1_795_287_600,
    Resources: [],
    Detail: JSON.stringify(detail),
  };
}

type Entry = ReturnType<typeof entryOf>;

function requestOf(entries: readonly Entry[], operation = 'PutPartnerEvents') {
  return { target: `AWSEvents.${operation}`, body: JSON.stringify({ Entries: entries }) };
}

/** As EventBridge counts an entry with a time and without resources. */
const bytes = (entry: Entry) =>
  entry.Source.length + entry.DetailType.length + entry.Detail.length + 14;

const wrap = (entry: Entry) => ({
  ...entry,
  Detail: JSON.stringify({ event: { payload: JSON.parse(entry.Detail) } }),
});

const [one, two, three] = events.map(entryOf) as [Entry, Entry, Entry];
const check = (...requests: ReturnType<typeof requestOf>[]) =>
  checkRequests(requests, sent, claims, sourceOf);

test('each event once, in requests as claimed, is right', () => {
  expect(() => check(requestOf([three, one]), requestOf([two]))).not.toThrow();
});

describe('it is wrong', () => {
  test('that an event is missing', () => {
    expect(() => check(requestOf([one, two]))).toThrow('1 of 3 events did not come');
  });

  test('that an event comes twice', () => {
    expect(() => check(requestOf([one, two]), requestOf([three, one]))).toThrow(
      'event 0 came twice',
    );
  });

  test('that a detail is harmed', () => {
    const harmed = { ...three, Detail: three.Detail.replace('refs', 'Refs') };

    expect(() => check(requestOf([one, two]), requestOf([harmed]))).toThrow('no event has');
  });

  test("that an event goes to another generator's source", () => {
    const misled = { ...two, Source: one.Source };

    expect(() => check(requestOf([one, misled]), requestOf([three]))).toThrow('event 1 went to');
  });

  test('that an event has another detail type', () => {
    const changed = { ...two, DetailType: 'pull' };

    expect(() => check(requestOf([one, changed]))).toThrow('event 1 changed its type');
  });

  test('that a request has more entries than claimed', () => {
    expect(() => check(requestOf([one, two, three]))).toThrow('a request of 3 entries');
  });

  test('that a request has more bytes than claimed, resources and time too', () => {
    const maxRequestBytes = bytes(one) + bytes(two) + 'größe'.length + 2;
    const limited = { ...claims, maxEntries: 3, maxRequestBytes };
    const fits = requestOf([{ ...one, Resources: ['größe'] as never[] }, two]);
    const over = requestOf([{ ...one, Resources: ['größe!'] as never[] }, two]);

    checkRequests([fits, requestOf([three])], sent, limited, sourceOf);
    expect(() => checkRequests([over, requestOf([three])], sent, limited, sourceOf)).toThrow(
      'bytes',
    );
  });

  test('that another operation is called', () => {
    expect(() => check(requestOf([one], 'PutEvents'))).toThrow('a call of AWSEvents.PutEvents');
  });
});

test('a detail is found within the envelope that a variant puts around it', () => {
  const wrapped = [requestOf([wrap(one), wrap(two)]), requestOf([wrap(three)])];
  const enveloped = { ...claims, detailPath: ['event', 'payload'] };

  expect(() => checkRequests(wrapped, sent, enveloped, sourceOf)).not.toThrow();
  expect(() => checkRequests(wrapped, sent, claims, sourceOf)).toThrow('no event has');
});
