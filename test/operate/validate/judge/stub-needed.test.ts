import { expect, test } from '@jest/globals';
import { entrySizeBytes } from '../../../../lambdas/domain/delivery.ts';
import { stubProblem } from '../../../../operate/validate/judge/stub-needed.ts';

const sourceName = 'aws.partner/vendor/acme/repo/111122223333';
const event = {
  id: 'mark',
  generator: 'acme/repo',
  detailType: 'push',
  time: '2026-11-21T19:00:00Z',
  resources: ['mark'],
  detailJson: '{"a":1}',
};
const bytes = entrySizeBytes(event, sourceName, undefined);
const idBytes = entrySizeBytes(event, sourceName, 'event/mark');

test.each([
  ['none', bytes],
  ['resources', idBytes],
] as const)(
  'a stub is wrong where the detail has just room, with the id in %s',
  (eventIdIn, size) => {
    const room = { sourceName, eventIdIn, maxEntryBytes: size };

    expect(stubProblem(event, room)).toBe(
      `expected the detail itself, since its entry has ${size} bytes of at most ${size}, but it is a stub`,
    );
    expect(stubProblem(event, { ...room, maxEntryBytes: size - 1 })).toBeUndefined();
  },
);

test('a stub is right where the retry queue could not hold the event', () => {
  const large = { ...event, detailJson: `{"a":"${'x'.repeat(1_048_576)}"}` };
  const room = { sourceName, eventIdIn: 'none', maxEntryBytes: 2_000_000 } as const;

  expect(stubProblem(large, room)).toBeUndefined();
});
