import { expect, test } from '@jest/globals';
import { checkMessage } from '../../../operate/check/message-problems.ts';
import { standardSettings } from '../../../lambdas/settings/standard-settings.ts';
import { aCloudEventValue, anEventBody } from '../../support/domain-builders.ts';

const { cloudEvents, entryLimits, largeEvents } = standardSettings;
const settings = { cloudEvents, entryLimits, largeEvents };

const problemLike = (reason: RegExp) => ({ line: 1, reason: expect.stringMatching(reason) });

const eventOf = (length: number) => ({
  line: 1,
  text: anEventBody({ detail: { text: 'x'.repeat(length) } }),
});

test('a stage that relays no large events refuses what no entry can hold, and what no retry can', () => {
  const relaysNone = { ...settings, largeEvents: { ...largeEvents, relay: 'no' as const } };
  const small = { ...relaysNone, entryLimits: { ...entryLimits, maxEntryBytes: 10_000 } };

  expect(checkMessage(eventOf(9_000), small)).toEqual({ events: 1, problems: [] });
  expect(checkMessage(eventOf(10_000), small)).toEqual({
    events: 0,
    problems: [
      problemLike(
        /^event "event-1": its entry has 10\d{3} bytes without the source, 10000 are allowed$/,
      ),
    ],
  });
  expect(checkMessage(eventOf(1_046_000), relaysNone)).toEqual({
    events: 0,
    problems: [problemLike(/^the event has \d+ bytes as JSON, 1044480 are allowed/)],
  });
  expect(checkMessage(eventOf(1_046_000), settings)).toEqual({ events: 1, problems: [] });
});

test('a stage says which attribute of a CloudEvent is the generator', () => {
  const text = JSON.stringify(aCloudEventValue({ subject: undefined, source: 'acme/shop' }));
  const bySource = { ...settings, cloudEvents: { generatorAttribute: 'source' } };

  expect(checkMessage({ line: 1, text }, settings).problems).toEqual([
    { line: 1, reason: '"subject" is missing' },
  ]);
  expect(checkMessage({ line: 1, text }, bySource).problems).toEqual([]);
});
