import { describe, expect, test } from '@jest/globals';
import type { Observed, ObservedRegion } from '../../../../emulator/observed/observed.ts';
import { standardSettings, withOverrides } from '../../../../lambdas/settings/standard-settings.ts';
import { settingsThatFollow } from '../../../../operate/probe/following/settings-that-follow.ts';

const anyFleet = (ms: number) => ms > 0;
const megabyte = 1_048_576;

function observedIn(regions: Readonly<Record<string, ObservedRegion>>): Observed {
  return { version: 1, observedAt: '2026-11-29T12:00:00Z', regions };
}

function followingOf(
  observed: ObservedRegion,
  { settings = standardSettings, hasFleet = anyFleet } = {},
) {
  const { changes, notes } = settingsThatFollow(
    observedIn({ 'eu-west-1': observed }),
    settings,
    hasFleet,
  );
  const to = Object.fromEntries(changes.map((one) => [`${one.section}.${one.name}`, one.to]));
  return { changes, to, notes: notes.join('\n') };
}

function limits(entry: number, request: number): ObservedRegion {
  return {
    entryBytes: { accepted: entry, refused: entry + 1 },
    requestBytes: { accepted: request, refused: request + 1 },
  };
}

function calls(p50Ms: number, networkMs: number, p99Ms = p50Ms): ObservedRegion {
  return { latency: { calls: 100, entriesPerCall: 20, p50Ms, p99Ms, networkMs } };
}

const refusal = (code: string, message = 'words') =>
  ({ kind: 'entryRefused', code, message }) as const;

describe('the limits', () => {
  test('follow as they were observed', () => {
    const { to, changes } = followingOf(limits(262_144, 524_288));

    expect(to).toEqual({
      'entryLimits.maxEntryBytes': 262_144,
      'entryLimits.maxRequestBytes': 524_288,
    });
    expect(changes[0]!.why).toBe('in eu-west-1 262144 bytes were accepted and 262145 were refused');
  });

  test('are those that every Region has', () => {
    const observed = observedIn({
      'us-east-1': limits(500_000, 900_000),
      'eu-west-1': limits(600_000, 800_000),
    });
    const { changes } = settingsThatFollow(observed, standardSettings, anyFleet);

    expect(changes.map(({ to }) => to)).toEqual([500_000, 800_000]);
    expect(changes.map(({ why }) => why.slice(0, 12))).toEqual(['in us-east-1', 'in eu-west-1']);
  });

  test('change nothing if the stage has them', () => {
    expect(followingOf(limits(megabyte, megabyte))).toMatchObject({ to: {}, notes: '' });
  });

  test('are clipped to what a stage may set, which is said', () => {
    const { to, notes } = followingOf(limits(2_000_000, 20_000_000));

    expect(to).toEqual({ 'entryLimits.maxRequestBytes': 16_000_000 });
    expect(notes).toContain(
      'entryLimits.maxEntryBytes is 1048576 at the most, although in eu-west-1',
    );
    expect(notes).toContain('entryLimits.maxRequestBytes is 16000000 at the most');
    expect(followingOf(limits(500, 2_048)).notes).toContain('maxEntryBytes is 1024 at the least');
  });

  test('stay if nothing larger than a smaller one was tried', () => {
    expect(
      followingOf({ entryBytes: { accepted: 5_000 }, requestBytes: { accepted: 6_000 } }),
    ).toMatchObject({ to: {}, notes: '' });
    expect(followingOf({ requestBytes: { accepted: 2_000_000 } }).to).toEqual({
      'entryLimits.maxRequestBytes': 2_000_000,
    });
  });

  test('of an entry is never more than that of a request', () => {
    expect(followingOf(limits(megabyte, 300_000)).to).toEqual({
      'entryLimits.maxEntryBytes': 300_000,
      'entryLimits.maxRequestBytes': 300_000,
    });
  });

  test('say what becomes of the events between the old one and the new one', () => {
    const withoutRelay = withOverrides(standardSettings, { largeEvents: { relay: 'no' } });

    expect(followingOf(limits(262_144, megabyte)).notes).toBe(
      'events of 262144 to 1048576 bytes will travel by reference (largeEvents.relay)',
    );
    expect(followingOf(limits(262_144, megabyte), { settings: withoutRelay }).notes).toBe(
      'events of 262144 to 1048576 bytes will be dead letters: set largeEvents.relay to "byReference"',
    );
  });
});

describe('the time of a call', () => {
  test('is that of the fastest Region, without the way there', () => {
    const observed = observedIn({
      'us-east-1': calls(130.5, 90.2),
      'eu-west-1': calls(40, 12.5),
    });
    const { changes } = settingsThatFollow(observed, standardSettings, anyFleet);

    expect(changes).toEqual([
      expect.objectContaining({ section: 'quotas', name: 'putPartnerEventsMs', from: 50, to: 27 }),
    ]);
    expect(changes[0]!.why).toContain('the lowest figure is the safe one');
  });

  test.each([46, 50, 55])('stays if %i ms were measured instead of 50', (ms) => {
    expect(followingOf(calls(ms + 5, 5)).to).toEqual({});
  });

  test('is at least so long that the functions share the quota, which is said', () => {
    const { to, notes } = followingOf(calls(7, 1), { hasFleet: (ms) => ms >= 9 });

    expect(to).toEqual({ 'quotas.putPartnerEventsMs': 9 });
    expect(notes).toContain(
      'quotas.putPartnerEventsMs is 9 at the least, although calls took 6 ms',
    );
  });

  test('is within what a stage may set', () => {
    expect(followingOf(calls(9_000, 1)).to).toEqual({ 'quotas.putPartnerEventsMs': 3_000 });
  });

  test.each([
    ['of a stand-in on the same machine', calls(0.5, 0.2), 'since no call to AWS is so fast'],
    [
      'of a Region that is further away than a call takes',
      calls(110, 70),
      'measure from a machine in the Region',
    ],
    ['below the time of a connection', calls(0.4, 0.9), 'took longer than the call'],
  ])('is not that %s', (_what, observed, why) => {
    const { to, notes } = followingOf(observed);

    expect(to).toEqual({});
    expect(notes).toContain('quotas.putPartnerEventsMs does not follow from eu-west-1');
    expect(notes).toContain(why);
  });

  test('near the time-out of calls is worth a note', () => {
    expect(followingOf(calls(50, 0, 1_500)).notes).toContain('delivery.callTimeoutMs');
    expect(followingOf(calls(50, 0, 1_499)).notes).toBe('');
  });
});

describe('a code for a missing source', () => {
  test('that is unknown follows', () => {
    const { to, changes } = followingOf({
      missingSource: refusal('EventSourceMissing', 'No such.'),
    });

    expect(to).toEqual({ 'errorCodes.sourceGone': ['EventSourceMissing'] });
    expect(changes[0]!.why).toContain('"No such."');
  });

  test('follows for a deleted source too, each once, beside those of the stage', () => {
    const settings = withOverrides(standardSettings, { errorCodes: { sourceGone: ['Own'] } });
    const { to } = followingOf(
      { missingSource: refusal('Missing'), deletedSource: refusal('Deleted') },
      { settings },
    );

    expect(to).toEqual({ 'errorCodes.sourceGone': ['Own', 'Missing', 'Deleted'] });
    expect(
      followingOf({ missingSource: refusal('own'), deletedSource: refusal('Own') }, { settings })
        .to,
    ).toEqual({});
  });

  test.each([
    ['EventBusNotFound', 'words'],
    ['Partner Event Source Not Found', ''],
    ['ResourceNotFoundException', 'Event source {source} does not exist.'],
  ])('%s (%s) is known', (code, message) => {
    expect(followingOf({ missingSource: refusal(code, message) })).toMatchObject({
      to: {},
      notes: '',
    });
  });

  test.each(['ThrottlingException', 'InternalFailure', 'InvalidArgument', 'MalformedDetail', ''])(
    '%j never follows: it means something else',
    (code) => {
      const { to, notes } = followingOf({ missingSource: refusal(code) });

      expect(to).toEqual({});
      expect(notes).toContain('only the reconciler finds that the source is gone');
    },
  );

  test('does not follow if a malformed entry has the same answer', () => {
    const { to, notes } = followingOf({
      missingSource: refusal('BadEntry'),
      entries: { detailNotJson: refusal('badEntry'), withoutDetail: { kind: 'accepted' } },
    });

    expect(to).toEqual({});
    expect(notes).toContain('with the same code other entries (detailNotJson)');
  });

  test('follows although an invalid name has the same answer', () => {
    const { to } = followingOf({
      missingSource: refusal('NoSource'),
      entries: { sourceNameInvalid: refusal('NoSource') },
    });

    expect(to).toEqual({ 'errorCodes.sourceGone': ['NoSource'] });
  });

  test('that only says that something is missing follows with a caution', () => {
    const { to, notes } = followingOf({ missingSource: refusal('ResourceNotFoundException') });

    expect(to).toEqual({ 'errorCodes.sourceGone': ['ResourceNotFoundException'] });
    expect(notes).toContain('its message does not name the source');
  });

  test('is missed where entries for no source are accepted, which is said once', () => {
    const { to, notes } = followingOf({
      missingSource: { kind: 'accepted' },
      deletedSource: { kind: 'accepted' },
    });

    expect(to).toEqual({});
    expect(notes).toBe(
      'eu-west-1 accepts entries for a source that does not exist: only the reconciler finds that it is gone',
    );
  });
});

test.each([
  [{ eventIdIsEventsId: false }, 'the history finds no event by the id that a customer has'],
  [{ pendingSeconds: 1_209_600 }, 'a PENDING source expires after 14 days'],
  [
    { throttling: { requestsPerSecond: 20, seconds: 3, requests: 60, throttled: 7 } },
    '7 of 60 requests were throttled at 20 a second, although quotas.putPartnerEventsPerSecond is 1400',
  ],
])('what no setting follows from is a note', (observed, note) => {
  expect(followingOf(observed)).toMatchObject({ to: {}, notes: expect.stringContaining(note) });
});

test('nothing follows from nothing', () => {
  expect(followingOf({ eventIdIsEventsId: true })).toMatchObject({ to: {}, notes: '' });
});
