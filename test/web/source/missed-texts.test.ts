import { describe, expect, test } from '@jest/globals';
import {
  isAnythingMissed,
  missedAmountText,
  missedText,
} from '../../../web/source/missed-texts.ts';
import { anActiveSource, aSource } from '../support/builders.ts';
import { missedEvents } from '../support/history-builders.ts';

const moment = '2026-11-21T18:00:00Z';
const none = missedEvents({ events: 0, from: null, to: null });

describe('what was missed', () => {
  test.each([
    [
      missedEvents(),
      aSource(),
      /^1,204 events were not received between .+ \(nobody has accepted the source\)\.$/,
    ],
    [
      missedEvents({ events: 1 }),
      anActiveSource(),
      /^1 event was not received .+ \(nobody had accepted/,
    ],
    [
      missedEvents({ isComplete: false }),
      anActiveSource({ pausedAt: moment }),
      /^At least 1,204 events .+ is paused/,
    ],
    [
      missedEvents({ inDoubt: 1300 }),
      aSource(),
      /received, and up to 1,300 more may not have been between/,
    ],
    [{ ...none, inDoubt: 3 }, aSource(), /^Up to 3 events may not have been received \(/],
    [{ ...none, isComplete: false }, aSource(), /^Events may not .+ counted\.$/],
    [missedEvents(), aSource({ retirement: { reason: 'x', retiredAt: moment } }), /is deleted/],
  ])('is said: %j', (missed, source, text) => {
    expect(missedText(missed, source)).toMatch(text);
  });

  test('is nothing only if all was counted', () => {
    expect(isAnythingMissed(none)).toBe(false);
    expect(isAnythingMissed({ ...none, isComplete: false })).toBe(true);
    expect(isAnythingMissed({ ...none, inDoubt: 1 })).toBe(true);
    expect(isAnythingMissed(missedEvents())).toBe(true);
  });

  test.each([
    [undefined, 'the missed events'],
    [none, 'missed events'],
    [{ ...none, inDoubt: 1 }, 'the events that may have been missed'],
    [missedEvents(), 'the 1,204 missed events'],
    [missedEvents({ events: 1, isComplete: false }), 'the at least 1 missed event'],
  ])('has a name for a checkbox: %j', (missed, text) => {
    expect(missedAmountText(missed)).toBe(text);
  });
});
