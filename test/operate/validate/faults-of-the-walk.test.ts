import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { writeJson } from '../../../lambdas/domain/json.ts';
import type { GuideItem } from '../../../operate/guide/items.ts';
import type { SampleToSend } from '../../../operate/validate/samples.ts';
import { namesOf } from '../../../operate/validate/run-names.ts';
import { localSubject } from '../../../operate/validate/subject/local-subject.ts';
import type { Subject } from '../../../operate/validate/subject/subject.ts';
import { createProducer } from '../../../producer/index.ts';
import { plantedLocalMode, type Plant } from './support/planted-local-mode.ts';
import { lostOnce, stubs, withName } from './support/plants.ts';
import { refusing, sideWith, type Refusal } from './support/refusing-client.ts';
import { walkOn, type WalkOnOptions } from './support/walk-on.ts';

jest.setTimeout(120_000);

let local: Awaited<ReturnType<typeof plantedLocalMode>>;
beforeAll(async () => {
  local = await plantedLocalMode();
});
afterAll(() => local.close());

interface FaultyWalk extends Omit<WalkOnOptions, 'open'> {
  readonly plant?: Plant;
  readonly change?: (subject: Subject) => Subject;
}

/** Walks in one Region; nothing may be left. Resolves with the items that did not pass. */
async function walkWith({ plant = {}, change = (one) => one, ...options }: FaultyWalk) {
  local.plant(plant);
  const place = { port: local.port, consoleUrl: local.consoleUrl };
  const { items, cleanUp } = await walkOn(local, {
    regions: ['eu-west-1'],
    ...options,
    open: async (names) => change(await localSubject(place, names)),
  });
  local.plant({});
  expect(cleanUp.left).toEqual([]);
  return items.filter(({ status }) => status !== 'passed');
}

const problemsOf = (items: Awaited<ReturnType<typeof walkWith>>, item: GuideItem) =>
  items.find((one) => one.item === item)?.problems.join('\n');

const denied: Refusal = { name: 'AccessDeniedException', message: 'User is not authorized' };
const throttled: Refusal = { name: 'ThrottlingException', message: 'Rate exceeded' };

describe('a side of AWS refuses:', () => {
  test.each<[string, 'partner' | 'customer', Refusal, GuideItem, RegExp]>([
    [
      'CreateEventBus',
      'customer',
      denied,
      'accepted',
      /^expected an answer to CreateEventBus, eu-west-1, but access denied: User/,
    ],
    [
      'CreateQueue',
      'customer',
      denied,
      'eventsReceived',
      /^expected an answer to CreateQueue, eu-west-1, but access denied: User/,
    ],
    [
      'DescribeEventSource',
      'customer',
      throttled,
      'sourceCreated',
      /PENDING, for the customer within 1 s.* last seen: ThrottlingException: Rate exceeded$/,
    ],
    [
      'ListPartnerEventSourceAccounts',
      'partner',
      throttled,
      'sourceCreated',
      /for the partner within 1 s.* last seen: ThrottlingException: Rate exceeded$/,
    ],
  ])('%s for the %s', async (call, side, refusal, item, problem) => {
    const failed = await walkWith({ change: sideWith(side, refusing(call, refusal)) });

    expect(failed[0]).toMatchObject({ item, status: 'failed' });
    expect(problemsOf(failed, item)).toMatch(problem);
  });

  test.each([
    ['DescribeEventSource', 'customer'],
    ['ListPartnerEventSourceAccounts', 'partner'],
  ] as const)('%s is throttled for the %s for a while, which is waited out', async (call, side) => {
    const change = sideWith(side, refusing(call, throttled, 2));
    const bounds = { stateMs: 5_000 };

    expect(await walkWith({ change, bounds, regions: ['eu-west-1', 'us-east-1'] })).toEqual([]);
  });

  test('the events queue, and the sentence says who may send', async () => {
    const refuse = refusing('SendMessageBatch', { ...denied, name: 'AccessDenied' });
    const client = { send: async (command: object) => refuse(command) };
    const queueUrl = 'https://sqs.us-east-1.amazonaws.com/111122223333/events';
    const failed = await walkWith({
      change: (subject) => ({ ...subject, producer: createProducer({ queueUrl, client }) }),
    });

    expect(problemsOf(failed, 'eventsReceived')).toMatch(
      /AccessDenied: User is not authorized; the caller's role must be in the stage's `producers`$/,
    );
  });
});

describe('names that AWS or the list does not take:', () => {
  test('more than 256 characters', async () => {
    const failed = await walkWith({ plant: withName((name) => name.padEnd(257, 'x')) });

    expect(problemsOf(failed, 'sourceCreated')).toMatch(
      /^expected a name of at most 256 characters for fanout-.*, but it has 257$/,
    );
  });

  test('without the account', async () => {
    const failed = await walkWith({
      plant: withName((name) => name.replace('/Events/000000000199', '/Events')),
    });

    expect(failed.map(({ item }) => item)).toEqual(['nameUnique']);
    expect(problemsOf(failed, 'nameUnique')).toMatch(
      /^expected the account 000000000199 in the name for another case, but it is aws/,
    );
  });
});

test.each([
  ['GET', '/sources/'],
  ['POST', '-1/events"'],
  ['DELETE', '/sources/'],
])('the API loses the connection of a %s once', async (method, part) => {
  const failed = await walkWith({ plant: lostOnce(method, part) });

  expect(failed.map(({ problems }) => problems)).toEqual([]);
});

function aSample(words: string, detail: object): SampleToSend {
  return { words, detailType: words, detail, detailJson: writeJson(detail), described: undefined };
}

const nested = (levels: number): object =>
  JSON.parse(`${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`);

test('details that are hostile arrive as they were sent', async () => {
  const samples = [
    aSample('300 levels', nested(300)),
    aSample('control characters', { a: '\u0000\u001B[31m\u007F\u2028\uFFFE\uFFFF' }),
    aSample('names', JSON.parse('{"__proto__":{"x":1},"constructor":1,"toString":null,"":0}')),
    aSample('a long fraction', { f: JSON.rawJSON(`0.${'1'.repeat(300)}`), z: JSON.rawJSON('-0') }),
    aSample('nothing', {}),
  ];

  expect(await walkWith({ samples })).toEqual([]);
});

test('a stub in place of a detail that has room in an entry is wrong', async () => {
  const failed = await walkWith({ plant: stubs });

  expect(failed.map(({ item }) => item)).toEqual(['wellFormed']);
  expect(problemsOf(failed, 'wellFormed')).toMatch(
    /expected the detail itself, since its entry has \d+ bytes of at most 1048576, but it is a stub/,
  );
});

test('a sample that the producer refuses is named', async () => {
  const samples = [aSample('too long', { n: JSON.rawJSON('9'.repeat(400)) })];

  expect(problemsOf(await walkWith({ samples }), 'eventsReceived')).toMatch(
    /1 were not, the first .* of "too long": invalidEvent: .*an integer outside/,
  );
});

/** The third of many events is lost on its way to the queue. */
const losingOne = (subject: Subject): Subject => ({
  ...subject,
  producer: {
    async sendEvents(events, options) {
      const all = events.length;
      const some = all > 1 ? events.toSpliced(2, 1) : events;
      return { ...(await subject.producer.sendEvents(some, options)), sent: all };
    },
  },
});

test('one event that is lost is named, once nothing new arrives', async () => {
  const failed = await walkWith({
    change: losingOne,
    bounds: { eventsMs: 90_000, eventsQuietMs: 5_000 },
  });

  expect(failed.map(({ item }) => item)).toEqual(['eventsReceived']);
  expect(problemsOf(failed, 'eventsReceived')).toMatch(
    /^expected all 4 events, but 1 is missing, namely .*, sample \d, and none came for 5 s$/,
  );
});

test('the emulator’s clock was moved by 30 days before', async () => {
  await fetch(`http://127.0.0.1:${local.port + 2}/_emulator/clock`, {
    method: 'POST',
    body: JSON.stringify({ advanceSeconds: 30 * 86_400 }),
  });

  expect(await walkWith({})).toEqual([]);
});

test('a console that gives no answer is an error of the operation, which says so', async () => {
  const place = { port: local.port, consoleUrl: 'http://127.0.0.1:1' };

  await expect(localSubject(place, namesOf('abcdefgh'))).rejects.toMatchObject({
    name: 'OperationError',
    message: expect.stringMatching(/^local mode gave no token: /),
  });
});
