import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { matchesEvent, parseEventPattern } from '../../../emulator/event-pattern/event-pattern.ts';
import { eventOfText } from '../../../emulator/event-pattern/matchable-event.ts';
import { eventResource } from '../../../lambdas/domain/event-resource.ts';
import { anyText } from '../../support/arbitraries.ts';

const replayId = '01JD8W3X5Y0000000000000000';

/** Whether a rule whose pattern asks this of `resources` takes an event. */
function matches(expression: object, resources: readonly string[]): boolean {
  const pattern = parseEventPattern(JSON.stringify({ resources: [expression] }));
  return matchesEvent(pattern, eventOfText(JSON.stringify({ resources })));
}

test('names the event, and the replay that sends it again', () => {
  expect(eventResource('e-1')).toBe('event/e-1');
  expect(eventResource('e-1', 'r-1')).toBe('replay/r-1/event/e-1');
});

describe('a customer’s rule', () => {
  test.each([
    ['live events alone', { prefix: 'event/' }, true, false],
    ['replays alone', { prefix: 'replay/' }, false, true],
    ['one replay', { prefix: `replay/${replayId}/` }, false, true],
  ])(
    'can take %s, whatever the event’s id and its other resources',
    (_, expression, live, replayed) => {
      const anyOthers = fc.array(anyText.filter((text) => !/^(?:event|replay)\//.test(text)));
      fc.assert(
        fc.property(anyText, anyOthers, (id, others) => {
          expect(matches(expression, [...others, eventResource(id)])).toBe(live);
          expect(matches(expression, [...others, eventResource(id, replayId)])).toBe(replayed);
        }),
      );
    },
  );
});

test('is never longer than EventBridge takes, however the longest id is written', () => {
  for (const id of ['x'.repeat(1_024), 'ü'.repeat(512), '\u0001'.repeat(170)]) {
    expect(Buffer.byteLength(eventResource(id, 'r'.repeat(64)))).toBeLessThanOrEqual(2_048);
  }
});
