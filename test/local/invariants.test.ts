import { describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { entrySizeBytes, firstDelivery } from '../../lambdas/domain/delivery.ts';
import { newMapping } from '../../lambdas/domain/mapping.ts';
import { readMessage } from '../../lambdas/domain/read-message.ts';
import { writeRetryMessage } from '../../lambdas/domain/retry-message.ts';
import { newBatchTotals } from '../../local/batch-totals.ts';
import { checkInvariants } from '../../local/invariants.ts';
import { summarize } from '../../local/summary.ts';
import { aDomainEvent } from '../support/domain-builders.ts';
import {
  aBody,
  aReceived,
  aRecordedRow,
  aRunResult,
  aSource,
  anExpectation,
} from './run-builders.ts';

function violationsOf(...run: Parameters<typeof checkInvariants>) {
  return Object.fromEntries(
    checkInvariants(...run)
      .filter(({ violations }) => violations.length > 0)
      .map(({ invariant, violations }) => [invariant, violations]),
  );
}

const oneEntry = { ...newBatchTotals(), events: 1, entries: 1, accepted: 1 };

/** A run of one event that its customer received. */
const goodRun = aRunResult({ totals: oneEntry, received: [aReceived()] });

test('all invariants hold when every customer received what it asked for', () => {
  expect(violationsOf(anExpectation([aBody()]), goodRun)).toEqual({});
});

test('numbers are compared as they were written, not as doubles', () => {
  const body = aBody().replace('{"n":1}', '{"n":1234567890123456789}');
  expect(violationsOf(anExpectation([body]), goodRun)).not.toEqual({});
});

test.each(['{"n":1.0}', '{"n": 1}', '{"\\u006e":1}', '{"n":2,"n":1}'])(
  'a detail is compared byte for byte: %s',
  (detailJson) => {
    const body = aBody().replace('{"n":1}', detailJson);
    const received = [aReceived({}, { detailJson })];

    expect(violationsOf(anExpectation([body]), goodRun)).not.toEqual({});
    expect(violationsOf(anExpectation([body]), { ...goodRun, received })).toEqual({});
  },
);

test('characters that only an escape takes through SQS are compared, too', () => {
  const detail = { n: '\uFFFE and \uFFFF' };
  const body = aBody({ detail: { n: '' } }).replace('""', '"\\uFFFE and \\uFFFF"');
  const result = { ...goodRun, received: [aReceived({ detail })] };
  expect(violationsOf(anExpectation([body]), result)).toEqual({});
});

test('a function that Lambda stopped as a recursive loop breaks an invariant of its own', () => {
  const result = { ...goodRun, stoppedLoops: { 'fan-out': 0, retry: 3 } };
  const [violation] = Object.values(violationsOf(anExpectation([aBody()]), result)).flat();

  expect(violation).toMatch(
    /^retry: Lambda stopped 3 of its invocations, .*recursiveLoop is Terminate$/,
  );
});

describe('nothing is lost', () => {
  const invariant = 'Nothing is lost';

  test('is broken by an event that was not received', () => {
    const result = { ...goodRun, received: [] };
    expect(violationsOf(anExpectation([aBody()]), result)).toEqual({
      [invariant]: ['1 deliveries to active sources are missing'],
    });
  });

  test('is broken when of two events alike only one was received', () => {
    const totals = { ...oneEntry, events: 2, entries: 2, accepted: 2 };
    const found = violationsOf(anExpectation([aBody(), aBody()]), { ...goodRun, totals });
    expect(Object.keys(found)).toEqual([invariant]);
  });

  test('holds for an entry that was dead-lettered with a reason', () => {
    const source = aSource();
    const [read] = readMessage(aBody(), 0);
    if (read?.kind !== 'event') throw new Error('the builder makes an event');
    const named = { name: aReceived().bus, arn: 'arn:aws:events:us-east-1::event-source/x' };
    const mapping = newMapping(source, named, { generation: 'g', createdAt: '' });
    const body = writeRetryMessage(firstDelivery(read.event, mapping, 0, 'resources'));
    const result = aRunResult({
      totals: { ...oneEntry, accepted: 0, deadLettered: { ...oneEntry.deadLettered, rejected: 1 } },
      retriesDeadLetters: [{ body, attributes: { reason: 'refused' } }],
    });
    expect(violationsOf(anExpectation([aBody()]), result)).toEqual({});
  });

  test('is broken by messages left on a queue', () => {
    expect(violationsOf(anExpectation([aBody()]), { ...goodRun, waiting: 2 })).toEqual({
      [invariant]: ['2 messages are still on a queue'],
    });
  });

  test('is broken by an invalid event that is on no dead-letter queue', () => {
    expect(violationsOf(anExpectation(['{}']), aRunResult())).toEqual({
      [invariant]: ['1 events are invalid, 0 were dead-lettered'],
    });
  });

  test('is broken by an entry too large that is on no dead-letter queue', () => {
    const body = aBody({ detail: { text: 'x'.repeat(262_144) } });
    const result = aRunResult({ totals: { ...oneEntry } });
    const expectation = anExpectation([body], [aSource()], { relay: 'no' });
    expect(violationsOf(expectation, result)).toEqual({
      [invariant]: ['1 entries are too large, 0 were dead-lettered'],
    });
  });

  test('is broken by entries that the functions cannot account for', () => {
    const totals = { ...oneEntry, entries: 2 };
    expect(violationsOf(anExpectation([aBody()]), { ...goodRun, totals })).toEqual({
      [invariant]: ['2 entries were made, 1 have a disposition'],
    });
  });
});

describe('events reach only the sources that asked for them', () => {
  const invariant = 'Events reach only the sources that asked for them';

  test.each([
    ['another account', aReceived({}, { account: '999999999999' })],
    ['another Region', aReceived({}, { region: 'eu-west-1' })],
    ['a bus of another name', aReceived({}, { bus: 'aws.partner/vendor.example.test/t/r2/1' })],
    ['a detail type that was not asked for', aReceived({ 'detail-type': 'pull' })],
  ])('is broken by an event at %s', (_, strange) => {
    const result = { ...goodRun, received: [aReceived(), strange] };
    const expectation = anExpectation([aBody()], [aSource({ detailTypes: ['push'] })]);
    expect(Object.keys(violationsOf(expectation, result))).toContain(invariant);
  });

  test('is broken by an event that a PENDING source’s customer received', () => {
    const expectation = anExpectation([aBody()], [aSource({ bus: 'pending' })]);
    expect(Object.keys(violationsOf(expectation, goodRun))).toEqual([invariant]);
  });
});

describe('only unanswered calls cause duplicates', () => {
  const received = [aReceived(), aReceived()];

  test('is broken by a duplicate when every call was answered', () => {
    const totals = { ...oneEntry, failures: { 'us-east-1 ThrottlingException': 9 } };
    expect(violationsOf(anExpectation([aBody()]), { ...goodRun, totals, received })).toEqual({
      'Only unanswered calls cause duplicates': ['1 duplicates, but only 0 unanswered entries'],
    });
  });

  test.each(['ECONNRESET', 'TimeoutError'])('holds when an entry met %s', (code) => {
    const totals = { ...oneEntry, failures: { [`us-east-1 ${code}`]: 1 } };
    expect(violationsOf(anExpectation([aBody()]), { ...goodRun, totals, received })).toEqual({});
  });
});

/** A run of one event that its customer received with this detail. */
function runWith(detail: object, problems: readonly string[] = []) {
  const links = { stubs: 1, followed: 1, problems };
  return { ...goodRun, received: [aReceived({ detail })], links };
}

describe('a large event', () => {
  const detail = { n: 1, text: 'x'.repeat(2_000) };
  const detailJson = JSON.stringify(detail);
  const sha256 = createHash('sha256').update(detailJson).digest('hex');
  const own = {
    payload_url: 'http://127.0.0.1:1/payloads/t',
    payload_size_bytes: detailJson.length,
    payload_sha256: sha256,
    expires_at: '2026-12-01T00:00:00.000Z',
  };
  const invariant = 'Each stub leads to its detail';
  const limited = (maxEntryBytes = 2_048, body = aBody({ detail })) =>
    anExpectation([body], [aSource()], { maxEntryBytes });
  const reference = { bucket: 'payloads-us-east-1', sizeBytes: 9, sha256: '0'.repeat(64) };
  const detailReference = { ...reference, key: 'in/0123/x' };

  test('is received as a stub, with what the catalogue keeps', () => {
    expect(violationsOf(limited(), runWith({ n: 1, ...own }))).toEqual({});
  });

  test('is received whole where its entry is as large as the limit, and no byte larger', () => {
    const content = aDomainEvent({ detailType: 'push', detailJson, resources: [] });
    const sizeBytes = entrySizeBytes(content, aReceived().bus, 'event/1');
    const stub = runWith({ n: 1, ...own });

    expect(violationsOf(limited(sizeBytes), runWith(detail))).toEqual({});
    expect(Object.keys(violationsOf(limited(sizeBytes), stub))).toContain('Nothing is lost');
    expect(violationsOf(limited(sizeBytes - 1), stub)).toEqual({});
    expect(Object.keys(violationsOf(limited(sizeBytes - 1), runWith(detail)))).toContain(
      'Nothing is lost',
    );
  });

  test('keeps nothing where the entry would be too large with it', () => {
    const stub = { n: 1, ...own };
    const content = aDomainEvent({ detailType: 'push', detailJson: JSON.stringify(stub) });
    const sizeBytes = entrySizeBytes({ ...content, resources: [] }, aReceived().bus, 'event/1');

    expect(violationsOf(limited(sizeBytes), runWith(stub))).toEqual({});
    expect(violationsOf(limited(sizeBytes - 1), runWith(own))).toEqual({});
    for (const [limit, wrong] of [[sizeBytes, own] as const, [sizeBytes - 1, stub] as const]) {
      expect(Object.keys(violationsOf(limited(limit), runWith(wrong)))).toEqual([invariant]);
    }
  });

  test.each([
    ['keeps another value', { n: 2, ...own }],
    ['keeps what the catalogue does not list', { n: 1, text: 'x', ...own }],
    ['has its members in another order', { ...own, n: 1 }],
  ])('breaks an invariant if its stub %s', (_, stub) => {
    expect(violationsOf(limited(), runWith(stub))).toEqual({
      [invariant]: ['1 stubs do not have the members that they must have'],
    });
  });

  test('breaks invariants if its stub is of another detail', () => {
    const found = violationsOf(limited(), runWith({ n: 1, ...own, payload_size_bytes: 5 }));
    expect(Object.keys(found)).toEqual([
      'Nothing is lost',
      'Events reach only the sources that asked for them',
    ]);
  });

  test('breaks an invariant if its link leads elsewhere', () => {
    const run = runWith({ n: 1, ...own }, ['the link of event e1 answers 404']);
    expect(violationsOf(limited(), run)).toEqual({
      [invariant]: ['the link of event e1 answers 404'],
    });
  });

  test('that refers to its detail is a stub, however small that is', () => {
    const body = aBody({ detail: { n: 1, m: 2 }, detailReference });
    const given = { ...own, payload_size_bytes: 9, payload_sha256: reference.sha256 };
    expect(violationsOf(limited(262_144, body), runWith({ n: 1, ...given }))).toEqual({});
  });

  test('keeps what only an escape takes through SQS', () => {
    const body = aBody({ detail: { n: 0 }, detailReference }).replace('"n":0', '"n":"\\uFFFE"');
    const given = { ...own, payload_size_bytes: 9, payload_sha256: reference.sha256 };
    expect(violationsOf(limited(262_144, body), runWith({ n: '\uFFFE', ...given }))).toEqual({});
  });

  test('that refers to a wrong object is a dead letter', () => {
    const body = aBody({ detailReference });
    const deadLettered = { ...oneEntry.deadLettered, payloadWrong: 1 };
    const run = aRunResult({
      totals: { ...newBatchTotals(), deadLettered },
      eventsDeadLetters: [{ body, attributes: { reason: 'why', errorCode: 'payloadWrong' } }],
    });

    expect(violationsOf(limited(2_048, body), run)).toEqual({});
    expect(summarize(run)).toMatchObject({ payloadWrong: 1, deadLettered: 0, invalid: 0 });
  });

  test('may look like a stub by itself', () => {
    const body = aBody({ detail: own });
    expect(violationsOf(limited(2_048, body), runWith(own))).toEqual({});
  });

  test('of which not even a stub fits a retry message is invalid', () => {
    const resources = Array.from({ length: 522 }, () => 'r'.repeat(2_000));
    expect(limited(2_048, aBody({ resources }))).toMatchObject({ events: 0, invalid: 1 });
  });

  test('whose stub was dead-lettered is not lost', () => {
    const event = aDomainEvent({
      id: '1',
      generator: 't/r',
      detailType: 'push',
      resources: [],
      detailJson: '{"n":1}',
      reference: { ...detailReference, sizeBytes: detailJson.length, sha256 },
    });
    const named = { name: aReceived().bus, arn: 'arn:aws:events:us-east-1::event-source/x' };
    const mapping = newMapping(aSource(), named, { generation: 'g', createdAt: '' });
    const body = writeRetryMessage(firstDelivery(event, mapping, 0, 'resources'));
    const result = aRunResult({
      totals: { ...oneEntry, accepted: 0, deadLettered: { ...oneEntry.deadLettered, rejected: 1 } },
      retriesDeadLetters: [{ body, attributes: { reason: 'refused' } }],
    });
    expect(violationsOf(limited(), result)).toEqual({});
  });
});

test('a dead letter without a reason breaks an invariant', () => {
  const result = aRunResult({ eventsDeadLetters: [{ body: '{}', attributes: {} }] });
  expect(violationsOf(anExpectation(['{}']), result)).toEqual({
    'Every dead letter has a reason': ['1 dead letters have no reason'],
  });
});

test('a deleted source whose mapping is not retired breaks an invariant', () => {
  const expectation = anExpectation([aBody()], [aSource({ bus: 'gone' })]);
  const totals = { ...oneEntry, accepted: 0, dropped: { ...oneEntry.dropped, sourceGone: 1 } };
  const { bus: sourceName } = aReceived();
  expect(Object.keys(violationsOf(expectation, aRunResult({ totals })))).toEqual([
    'The mapping of a deleted source is retired',
  ]);
  const retired = [{ sourceName, region: 'us-east-1', reason: 'gone' }];
  expect(violationsOf(expectation, aRunResult({ totals, retired }))).toEqual({});
});

describe('every delivery has its row in the history', () => {
  const invariant = 'Every delivery has its row in the history';

  test('holds where EventBridge answered with another id than that of the event', () => {
    const rows = [aRecordedRow({ eventBridgeId: 'another' })];
    const result = { ...goodRun, rows, received: [aReceived({}, { entryId: 'another' })] };
    expect(violationsOf(anExpectation([aBody()]), result)).toEqual({});
  });

  test('is broken by an accepted event without one', () => {
    const result = { ...goodRun, rows: [aRecordedRow({ eventBridgeId: 'another' })] };
    expect(violationsOf(anExpectation([aBody()]), result)).toEqual({
      [invariant]: ['1 accepted events have no row'],
    });
  });

  test('holds for one whose acceptance nobody learnt', () => {
    const totals = { ...oneEntry, failures: { 'us-east-1 TimeoutError': 1 } };
    const result = { ...goodRun, totals, rows: [] };
    expect(violationsOf(anExpectation([aBody()]), result)).toEqual({});
  });

  test('is broken by a dead letter without one', () => {
    const [read] = readMessage(aBody(), 0);
    if (read?.kind !== 'event') throw new Error('not an event');
    const source = { name: 'aws.partner/vendor.example.test/t/r/111122223333', arn: 'arn' };
    const mapping = newMapping(aSource(), source, { generation: 'g', createdAt: '' });
    const body = writeRetryMessage(firstDelivery(read.event, mapping, 0, 'resources'));
    const deadLetter = { body, attributes: { reason: 'because' } };
    const rows = [aRecordedRow({ eventBridgeId: 'e1' })];
    const result = { ...goodRun, retriesDeadLetters: [deadLetter], rows };
    expect(violationsOf(anExpectation([aBody()]), result)).toMatchObject({
      [invariant]: ['1 dead letters have only 0 rows'],
    });
  });
});

test('a held event without its text breaks an invariant of its own', () => {
  expect(violationsOf(anExpectation([aBody()]), { ...goodRun, heldWithoutText: 2 })).toEqual({
    'Every held event has its text in the history': ['2 held events have no text'],
  });
});
