import { describe, expect, test } from '@jest/globals';
import { receivedText } from '../../emulator/control/view-texts.ts';
import type { EmulatorOptions } from '../../emulator/options.ts';
import type { World } from '../../emulator/state/world.ts';
import {
  anEntry,
  asCustomer,
  asPartner,
  aWorld,
  CUSTOMER,
  listIn,
  memberIn,
  SOURCE,
} from './support.ts';

function activeWorld(options: EmulatorOptions = {}): World {
  const world = aWorld(options);
  asPartner(world, 'CreatePartnerEventSource', { Name: SOURCE, Account: CUSTOMER });
  asCustomer(world, 'CreateEventBus', { Name: SOURCE, EventSourceName: SOURCE });
  return world;
}

const put = (world: World, ...Entries: object[]) =>
  asPartner(world, 'PutPartnerEvents', { Entries });
const receivedJson = (world: World) => world.received.snapshot().map(receivedText);

const taken = { EventId: expect.any(String) };
const failed = (ErrorCode: string, ErrorMessage: unknown = expect.any(String)) => ({
  ErrorCode,
  ErrorMessage,
});

const detailOf = (bytes: number) => `{"x":"${'y'.repeat(bytes - 8)}"}`;

describe('PutPartnerEvents', () => {
  test('delivers the envelope EventBridge makes', () => {
    const world = activeWorld();
    const answer = put(
      world,
      anEntry({ Time: 1_795_287_601.987, Resources: ['r1', 'r2'], Detail: '{ "n": 1 }' }),
    );
    const [entry] = listIn(answer, 'Entries');
    expect(receivedJson(world).map((text) => JSON.parse(text))).toEqual([
      {
        region: 'us-east-2',
        account: CUSTOMER,
        bus: SOURCE,
        event: {
          version: '0',
          id: memberIn(entry, 'EventId'),
          'detail-type': 'push',
          source: SOURCE,
          account: CUSTOMER,
          time: '2026-11-21T19:00:01Z',
          region: 'us-east-2',
          resources: ['r1', 'r2'],
          detail: { n: 1 },
        },
      },
    ]);
  });

  test('uses the clock’s time and no resources if the entry has none', () => {
    const world = activeWorld();
    put(world, anEntry());
    expect(receivedJson(world)[0]).toContain(
      '"time":"2026-11-21T19:00:00Z","region":"us-east-2","resources":[],',
    );
  });

  test('keeps every digit, key and space of the detail', () => {
    const world = activeWorld();
    const Detail =
      '{"big": 9223372036854775807, "far": 12345678901234567890.0, "x": 1.10, "dup":1, "dup":2, "e":1E400, "u":"\\u00e9"}';
    put(world, anEntry({ Detail }));
    expect(receivedJson(world)[0]).toContain(`"detail":${Detail}}`);
  });

  test('answers each entry in its place, and one bad entry does not stop the others', () => {
    const world = activeWorld();
    const answer = put(
      world,
      anEntry(),
      anEntry({ Source: undefined }),
      anEntry({ DetailType: undefined }),
      anEntry({ Detail: undefined }),
      anEntry({ Detail: '' }),
      anEntry({ Detail: '{' }),
      anEntry({ Detail: '[]' }),
      anEntry({ Detail: '"text"' }),
      anEntry({ Detail: 'null' }),
      anEntry({ Detail: '{"a":1} x' }),
      anEntry({ Source: `${SOURCE}-2` }),
      anEntry(),
    );
    expect(answer).toEqual({
      FailedEntryCount: 10,
      Entries: [
        taken,
        failed(
          'InvalidArgument',
          'Parameter Source is not valid. Reason: Source is a required argument.',
        ),
        failed('InvalidArgument', expect.stringContaining('DetailType')),
        failed('InvalidArgument', expect.stringContaining('Detail is a required')),
        failed('InvalidArgument', expect.stringContaining('Detail is a required')),
        failed('MalformedDetail'),
        failed('MalformedDetail'),
        failed('MalformedDetail'),
        failed('MalformedDetail'),
        failed('MalformedDetail'),
        failed('EventBusNotFound', expect.stringMatching(/event source does not exist/u)),
        taken,
      ],
    });
    expect(world.received.snapshot()).toHaveLength(2);
    expect(world.counters).toMatchObject({ entries: 12, acceptedEntries: 2, received: 2 });
    expect(world.counters.failedEntries).toEqual({
      InvalidArgument: 4,
      MalformedDetail: 5,
      EventBusNotFound: 1,
    });
  });

  test.each([
    ['an integer beyond 64 bits', '{"n":9223372036854775808}'],
    ['1,001 levels', `{"a":${'['.repeat(1000)}${']'.repeat(1000)}}`],
  ])('an entry whose detail has %s fails, and it alone', (_what, Detail) => {
    const answer = put(activeWorld(), anEntry(), anEntry({ Detail }), anEntry());
    expect(answer).toMatchObject({
      FailedEntryCount: 1,
      Entries: [taken, failed('MalformedDetail'), taken],
    });
  });

  test('may fail each entry of a request without a complete one, by an option', () => {
    const world = activeWorld({ incompleteRequest: 'fail' });
    expect(put(world, {}, anEntry({ Detail: undefined }), { Source: SOURCE })).toEqual({
      FailedEntryCount: 3,
      Entries: ['Source', 'Detail', 'DetailType'].map((member) =>
        failed('InvalidArgument', expect.stringContaining(`Parameter ${member} `)),
      ),
    });
  });

  test('gives every event its own id', () => {
    const world = activeWorld();
    put(world, ...Array.from({ length: 20 }, () => anEntry()));
    expect(new Set(world.received.snapshot().map(({ id }) => id)).size).toBe(20);
  });

  test.each([
    ['no entry', []],
    ['21 entries', Array.from({ length: 21 }, () => anEntry())],
    ['no complete entry', [anEntry({ Detail: undefined }), { Source: SOURCE }, {}]],
    ['a Source that is no partner event source name', [anEntry(), anEntry({ Source: 'my.app' })]],
    ['a Source of 257 characters', [anEntry({ Source: `aws.partner/x/${'a'.repeat(243)}` })]],
    ['a DetailType of 129 characters', [anEntry({ DetailType: 'x'.repeat(129) })]],
    ['a resource of 2049 characters', [anEntry({ Resources: ['x'.repeat(2049)] })]],
    ['an impossible Time', [anEntry({ Time: 1e15 })]],
    ['a Time that Date alone would take', [anEntry({ Time: '1 Dec 2026' })]],
    ['an hour 24', [anEntry({ Time: '2026-11-21T24:00:00Z' })]],
  ])('is refused whole with %s', (_what, Entries) => {
    const world = activeWorld();
    expect(asPartner(world, 'PutPartnerEvents', { Entries })).toBe('ValidationException');
    expect(world.received.snapshot()).toEqual([]);
    expect(world.counters.entries).toBe(0);
  });

  test.each([1_795_287_600, '2026-11-21T19:00:00Z', '2026-11-21t20:00:00+01:00'])(
    'takes the Time %s',
    (Time) => {
      const world = activeWorld();
      put(world, anEntry({ Time }));
      expect(world.received.snapshot()).toMatchObject([{ timeMs: 1_795_287_600_000 }]);
    },
  );

  test('accepts 20 entries, and a DetailType of 128 characters', () => {
    const entries = Array.from({ length: 20 }, () => anEntry({ DetailType: 'x'.repeat(128) }));
    expect(put(activeWorld(), ...entries)).toMatchObject({ FailedEntryCount: 0 });
  });

  describe('sizes', () => {
    /** The event's JSON without its detail: it has an id of 36 characters and the longest Region's name. */
    const fixedBytes = JSON.stringify({
      version: '0',
      id: 'x'.repeat(36),
      'detail-type': 'push',
      source: SOURCE,
      account: CUSTOMER,
      time: '2026-11-21T19:00:00Z',
      region: 'ap-northeast-1',
      resources: [],
      detail: 0,
    }).slice(0, -1).length;

    test.each([
      [1_048_576, 'taken'],
      [1_048_577, 'refused'],
    ])('one entry whose event has %i bytes of JSON is %s', (bytes, verdict) => {
      const answer = put(activeWorld(), anEntry({ Detail: detailOf(bytes - fixedBytes) }));
      expect(answer === 'ValidationException' ? 'refused' : 'taken').toBe(verdict);
    });

    test.each([
      ['UTF-8', { Resources: ['é', 'ab'] }, 2 + 4 + 1 + 2],
      ['what JSON escapes', { Resources: ['"\n'] }, 2 + 4],
      ['what JSON escapes in the detail type', { DetailType: 'push"' }, 2],
      ['Time, which every event has', { Time: 1_795_287_600 }, 0],
    ])('%s counts as it is in the JSON', (_what, members, bytes) => {
      const room = 1_048_576 - fixedBytes - bytes;
      const entryOf = (detailBytes: number) =>
        anEntry({ ...members, Detail: detailOf(detailBytes) });
      expect(put(activeWorld(), entryOf(room))).toMatchObject({ FailedEntryCount: 0 });
      expect(put(activeWorld(), entryOf(room + 1))).toBe('ValidationException');
    });

    test('the sum of the entries is limited', () => {
      const half = anEntry({ Detail: detailOf(524_288 - fixedBytes) });
      expect(put(activeWorld(), half, half)).toMatchObject({ FailedEntryCount: 0 });
      expect(put(activeWorld(), half, half, anEntry())).toBe('ValidationException');
    });

    test('both limits are settings', () => {
      const world = activeWorld({ maxEntryBytes: 500, maxRequestBytes: 1000 });
      const entry = anEntry({ Detail: detailOf(500 - fixedBytes) });
      expect(put(world, entry, entry)).toMatchObject({ FailedEntryCount: 0 });
      expect(put(world, entry, entry, entry)).toBe('ValidationException');
      expect(put(world, anEntry({ Detail: detailOf(501 - fixedBytes) }))).toBe(
        'ValidationException',
      );
    });
  });

  test('the view forgets its oldest events when it is full, and counts them', () => {
    const world = activeWorld({ maxViewBytes: 1100 });
    for (let n = 0; n < 5; n += 1) put(world, anEntry({ Detail: `{"n":${n}}` }));
    expect(world.received.snapshot().map(({ detail }) => detail)).toEqual(['{"n":3}', '{"n":4}']);
    expect(world.counters).toMatchObject({ received: 5, forgotten: 3 });
  });
});
