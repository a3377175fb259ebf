import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { receivedText } from '../../../emulator/control/view-texts.ts';
import { entryBytes } from '../../../emulator/put-events/entry.ts';
import {
  entryCases,
  type EntryCase,
  type ObservedAnswer,
  type ObservedRegion,
} from '../../../emulator/observed/observed.ts';
import type { EmulatorOptions } from '../../../emulator/options.ts';
import type { World } from '../../../emulator/state/world.ts';
import { anObserved, answerTo, entriesOf } from '../observed-cases.ts';
import {
  advance,
  anEntry,
  asCustomer,
  asPartner,
  aWorld,
  CUSTOMER,
  listIn,
  memberIn,
  PARTNER,
  SOURCE,
} from '../support.ts';

function activeWorld(seen: ObservedRegion, options: EmulatorOptions = {}): World {
  const world = aWorld({ observed: anObserved(seen), ...options });
  asPartner(world, 'CreatePartnerEventSource', { Name: SOURCE, Account: CUSTOMER });
  asCustomer(world, 'CreateEventBus', { Name: SOURCE, EventSourceName: SOURCE });
  return world;
}

const received = (world: World): unknown[] =>
  world.received.snapshot().map((event) => JSON.parse(receivedText(event)));

const entryOf = (bytes: number) => {
  const room = bytes - entryBytes(anEntry({ Detail: '{"x":""}' }));
  return anEntry({ Detail: `{"x":"${'y'.repeat(room)}"}` });
};
const levelsOf = (levels: number) =>
  anEntry({ Detail: `{"a":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}` });

const accepted: ObservedAnswer = { kind: 'accepted' };
const entryRefused: ObservedAnswer = { kind: 'entryRefused', code: 'Seen', message: 'As seen.' };
const requestRefused: ObservedAnswer = {
  kind: 'requestRefused',
  status: 413,
  code: 'SeenException',
  message: 'As seen for all.',
};
const answers = [accepted, entryRefused, requestRefused];
const SOURCE_2 = 'aws.partner/partner_x/acct1/second';

describe.each(entryCases)('an observed answer to %s', (name) => {
  test.each(answers)('is given: $kind', (answer) => {
    const world = activeWorld({ entries: { [name]: answer } });
    expect(answerTo(world, entriesOf[name])).toEqual(answer);
  });

  test('when it is the entry’s, leaves the others alone', () => {
    const world = activeWorld({ entries: { [name]: entryRefused } });
    answerTo(world, entriesOf[name]);
    expect(received(world)).toHaveLength(entriesOf[name].length - 1);
    expect(world.counters.failedEntries).toEqual({ Seen: 1 });
  });

  test('when it is the request’s, accepts none', () => {
    const world = activeWorld({ entries: { [name]: requestRefused } });
    answerTo(world, entriesOf[name]);
    expect(received(world)).toEqual([]);
    expect(world.counters.entries).toBe(0);
  });
});

/** What arrives of the last entry when it is accepted; undefined for nothing. */
const arrives: Readonly<Record<EntryCase, object | undefined>> = {
  withoutSource: undefined,
  withoutDetailType: { 'detail-type': '', detail: { n: 1 } },
  withoutDetail: { 'detail-type': 'push', detail: {} },
  onlyIncomplete: undefined,
  detailNotJson: undefined,
  detailNotObject: { detail: [1] },
  detailWithDuplicateKeys: { detail: { a: 2 } },
  integerAbove63Bits: { detail: { a: 2 ** 63 } },
  integerBelow63Bits: { detail: { a: -(2 ** 63) } },
  numberBeyondDouble: { detail: { a: Infinity } },
  loneSurrogate: { detail: { a: '\ud800' } },
  detailTypeTooLong: { 'detail-type': 'x'.repeat(129) },
  sourceNameInvalid: undefined,
  resourceTooLong: { resources: ['x'.repeat(2049)] },
  tooManyEntries: { detail: { n: 1 } },
};

test.each(entryCases)('an accepted entry of %s arrives as far as it can', (name) => {
  const world = activeWorld({ entries: { [name]: accepted } });
  // Rules look at each event, and at its detail.
  for (const pattern of ['{"region":["us-east-2"]}', '{"detail":{"b":[{"exists":false}]}}']) {
    const rule = { Name: `rule${pattern.length}`, EventBusName: SOURCE, EventPattern: pattern };
    asCustomer(world, 'PutRule', rule);
  }
  answerTo(world, entriesOf[name]);
  const before = entriesOf[name].length - 1;
  const event = arrives[name];
  const events = received(world);
  expect(events.slice(before)).toMatchObject(event === undefined ? [] : [{ event }]);
  expect(world.counters.droppedEntries).toBe(event === undefined ? 1 : 0);
  expect(world.counters.acceptedEntries).toBe(before + 1);
});

test.each([
  ['[{"b":1},{"b":2}]', true],
  ['[[{"b":2}]]', true],
  ['[2]', false],
  ['2', false],
  ['"b"', false],
  ['null', false],
])('a rule finds fields in an accepted detail that is no object: %s, %p', (Detail, isFound) => {
  const world = activeWorld({ entries: { detailNotObject: accepted } });
  const rule = { Name: 'all', EventBusName: SOURCE, EventPattern: '{"detail":{"b":[2]}}' };
  asCustomer(world, 'PutRule', rule);
  const Targets = [{ Id: 'x', Arn: `arn:aws:logs:us-east-2:${CUSTOMER}:log-group:/a` }];
  asCustomer(world, 'PutTargets', { Rule: 'all', EventBusName: SOURCE, Targets });
  answerTo(world, [anEntry({ Detail })]);
  expect(received(world)).toHaveLength(1);
  expect(world.counters.deliveries).toBe(isFound ? 1 : 0);
});

test('an incomplete entry among incomplete ones has its own answer, if the request is not refused', () => {
  const own = { ...entryRefused, code: 'Own' };
  const world = activeWorld({ entries: { onlyIncomplete: entryRefused, withoutDetail: own } });
  expect(answerTo(world, [{}, anEntry({ Detail: undefined })])).toEqual(own);
  expect(answerTo(world, [anEntry({ Detail: undefined }), {}])).toEqual(entryRefused);
});

const refusals = [entryRefused, requestRefused];
const small = 4_000;

describe.each(refusals)('what exceeds an observed limit is refused as seen: $kind', (answer) => {
  const limit = (limited: number) => ({ accepted: limited, refused: limited + 100, answer });

  test('an entry', () => {
    const world = activeWorld({ entryBytes: limit(small) });
    expect(answerTo(world, [entryOf(small)])).toEqual(accepted);
    expect(answerTo(world, [anEntry(), entryOf(small + 1)])).toEqual(answer);
  });

  test('the entries of a request', () => {
    const world = activeWorld({ requestBytes: limit(small) });
    expect(answerTo(world, [entryOf(small / 2), entryOf(small / 2)])).toEqual(accepted);
    expect(answerTo(world, [entryOf(small / 2), entryOf(small / 2 + 1)])).toEqual(answer);
  });

  test('nesting', () => {
    const world = activeWorld({ nestingLevels: limit(10) });
    expect(answerTo(world, [levelsOf(10)])).toEqual(accepted);
    expect(answerTo(world, [anEntry(), levelsOf(11)])).toEqual(answer);
  });
});

test('an entry that is refused alone for its size leaves its room to the others', () => {
  const limit = { accepted: small, refused: small + 1 };
  const world = activeWorld({
    entryBytes: { ...limit, answer: entryRefused },
    requestBytes: { ...limit, answer: requestRefused },
  });
  expect(answerTo(world, [entryOf(small + 1), entryOf(small)])).toEqual(accepted);
  expect(answerTo(world, [entryOf(small), entryOf(small + 1)])).toEqual(entryRefused);
  expect(answerTo(world, [entryOf(small), anEntry()])).toEqual(requestRefused);
});

test.each(answers)('a source that does not exist is answered as seen: $kind', (missingSource) => {
  const world = activeWorld({ missingSource });
  const missing = anEntry({ Source: 'aws.partner/partner_x/acct1/missing' });
  expect(answerTo(world, [anEntry(), missing])).toEqual(missingSource);
  expect(received(world)).toHaveLength(missingSource.kind === 'requestRefused' ? 0 : 1);
  // An entry that is refused anyway does not ask for its source.
  const wrong = { ...missing, Detail: 'x' };
  expect(answerTo(world, [wrong])).toMatchObject({ code: 'MalformedDetail' });
});

const missingAs = { kind: 'entryRefused', code: 'NeverThere', message: 'As seen.' } as const;

test.each(refusals)('a source that was deleted is answered as seen: $kind', (deletedSource) => {
  const world = activeWorld({ missingSource: missingAs, deletedSource });
  const create = () =>
    asPartner(world, 'CreatePartnerEventSource', { Name: SOURCE_2, Account: CUSTOMER });
  const put = () => answerTo(world, [anEntry(), anEntry({ Source: SOURCE_2 })]);
  expect(put()).toEqual(missingAs);
  create();
  expect(put()).toEqual(accepted);
  asPartner(world, 'DeletePartnerEventSource', { Name: SOURCE_2, Account: CUSTOMER });
  expect(put()).toEqual(deletedSource);
  create();
  expect(put()).toEqual(accepted);
});

test('a source that expired was deleted', () => {
  const deletedSource = { kind: 'entryRefused', code: 'Deleted', message: 'As seen.' } as const;
  const world = activeWorld({ missingSource: missingAs, deletedSource });
  asPartner(world, 'CreatePartnerEventSource', { Name: SOURCE_2, Account: CUSTOMER });
  advance(world, 7 * 86_400_000);
  expect(answerTo(world, [anEntry({ Source: SOURCE_2 })])).toEqual(deletedSource);
});

test('that entries for a deleted source were accepted for a while is no answer that lasts', () => {
  const world = activeWorld({ missingSource: missingAs, deletedSource: { kind: 'accepted' } });
  asPartner(world, 'DeletePartnerEventSource', { Name: SOURCE, Account: CUSTOMER });
  expect(answerTo(world, [anEntry()])).toEqual(missingAs);
});

test.each(refusals)('names and accounts are those of the call again: $kind', (answer) => {
  const message = 'There is no {source}, says {account}.';
  const world = activeWorld({ missingSource: { ...answer, message } });
  expect(answerTo(world, [anEntry({ Source: SOURCE_2 })])).toMatchObject({
    message: `There is no ${SOURCE_2}, says ${PARTNER}.`,
  });
});

test.each([undefined, true, false])('EventId is the id of the event: %s', (eventIdIsEventsId) => {
  const world = activeWorld({ eventIdIsEventsId });
  const [entry] = listIn(asPartner(world, 'PutPartnerEvents', { Entries: [anEntry()] }), 'Entries');
  const [event] = received(world);
  const entryId = memberIn(entry, 'EventId');
  const isSame = entryId === memberIn(memberIn(event, 'event'), 'id');
  expect(isSame).toBe(eventIdIsEventsId ?? true);
  expect(memberIn(event, 'entryId')).toBe(isSame ? undefined : entryId);
});

test('a source is PENDING as long as was seen', () => {
  const world = aWorld({ observed: anObserved({ pendingSeconds: 1_209_600 }) });
  asPartner(world, 'CreatePartnerEventSource', { Name: SOURCE, Account: CUSTOMER });
  const find = () => asCustomer(world, 'DescribeEventSource', { Name: SOURCE });
  expect(find()).toMatchObject({ State: 'PENDING' });
  advance(world, 1_209_599_999);
  expect(find()).toMatchObject({ State: 'PENDING' });
  advance(world, 1);
  expect(find()).toBe('ResourceNotFoundException');
});

describe('calls above the rate that was seen', () => {
  const throttling = { requestsPerSecond: 100, seconds: 10, requests: 1000, throttled: 980 };

  test.each(refusals)('are answered as seen: $kind', (answer) => {
    const world = activeWorld({ throttling: { ...throttling, answer } });
    const put = () => answerTo(world, [anEntry()]);
    expect([put(), put(), put()]).toEqual([accepted, accepted, answer]);
    expect(world.counters.throttledRequests).toBe(1);
    advance(world, 500);
    expect([put(), put()]).toEqual([accepted, answer]);
    expect(received(world)).toHaveLength(3);
  });

  test('are ThrottlingException where the answer is not in the file', () => {
    const world = activeWorld({ throttling: { ...throttling, throttled: 1000 } });
    expect(answerTo(world, [anEntry()])).toEqual(accepted);
    expect(answerTo(world, [anEntry()])).toMatchObject({ code: 'ThrottlingException' });
  });

  test.each([
    { ...throttling, throttled: 0 },
    { ...throttling, seconds: 0 },
  ])('are answered if none was seen: %j', (none) => {
    const world = activeWorld({ throttling: none });
    const all = Array.from({ length: 2000 }, () => answerTo(world, [anEntry()]));
    expect(new Set(all.map(({ kind }) => kind))).toEqual(new Set(['accepted']));
  });
});

const refusal = fc.oneof(
  fc.record({
    kind: fc.constant('entryRefused' as const),
    code: fc.string({ minLength: 1 }),
    message: fc.string(),
  }),
  fc.record({
    kind: fc.constant('requestRefused' as const),
    status: fc.integer({ min: 400, max: 599 }),
    code: fc.string({ minLength: 1 }),
    message: fc.string(),
  }),
);
const answer = fc.oneof(fc.constant(accepted), refusal);
const optional = { requiredKeys: [] };

/** Limits that the entries of the cases do not exceed. */
const limited = (min: number, max: number) =>
  fc
    .tuple(fc.integer({ min, max }), fc.integer({ min: 1, max: 100 }), refusal)
    .map(([limit, more, seen]) => ({ accepted: limit, refused: limit + more, answer: seen }));

const aRegion = fc.record(
  {
    entries: fc.dictionary(fc.constantFrom(...entryCases), answer),
    entryBytes: limited(4_000, 20_000),
    requestBytes: limited(20_000, 60_000),
    nestingLevels: limited(3, 1_500),
    missingSource: answer,
  },
  optional,
);

type Seen = typeof aRegion extends fc.Arbitrary<infer T> ? T : never;

/** Requests with the answers that a file says. */
function* answersIn(seen: Seen): Generator<readonly [object[], ObservedAnswer]> {
  const {
    entries = {},
    entryBytes: entry,
    requestBytes: request,
    nestingLevels,
    missingSource,
  } = seen;
  for (const name of entryCases) {
    const said = entries[name];
    if (said !== undefined) yield [[...entriesOf[name]], said];
  }
  if (entry !== undefined) {
    yield [[entryOf(entry.accepted)], accepted];
    yield [[entryOf(entry.refused)], entry.answer];
  }
  if (request !== undefined) {
    const one = Math.floor(request.accepted / 16);
    const full = Array.from({ length: 15 }, () => entryOf(one));
    const last = request.accepted - 15 * one;
    yield [[...full, entryOf(last)], accepted];
    yield [[...full, entryOf(last + request.refused - request.accepted)], request.answer];
  }
  if (nestingLevels !== undefined) {
    yield [[levelsOf(nestingLevels.accepted)], accepted];
    yield [[levelsOf(nestingLevels.refused)], nestingLevels.answer];
  }
  if (missingSource !== undefined) yield [[anEntry({ Source: `${SOURCE}/none` })], missingSource];
}

describe('with an observed file, the emulator', () => {
  test('gives exactly the answers in it', () => {
    fc.assert(
      fc.property(aRegion, (seen) => {
        const world = activeWorld(seen);
        for (const [entries, said] of answersIn(seen)) {
          expect(answerTo(world, entries)).toEqual(said);
        }
      }),
    );
  });

  test('gives its own to all that is not in it', () => {
    const own = activeWorld({});
    fc.assert(
      fc.property(aRegion, ({ entries = {}, ...seen }) => {
        const world = activeWorld({ ...seen, entries });
        for (const name of entryCases.filter((one) => entries[one] === undefined)) {
          expect(answerTo(world, entriesOf[name])).toEqual(answerTo(own, entriesOf[name]));
        }
      }),
    );
  });
});
