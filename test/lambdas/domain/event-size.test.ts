import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { entrySizeBytes } from '../../../lambdas/domain/delivery.ts';
import { writeDomainEvent } from '../../../lambdas/domain/domain-event.ts';
import { fitEvent, sizeProblem } from '../../../lambdas/domain/event-size.ts';
import { maxEventBytes, mostBesideEventBytes } from '../../../lambdas/domain/message-size.ts';
import { maxSourceNameLength } from '../../../lambdas/domain/source-name.ts';
import { anyDomainEvent } from '../../support/arbitraries.ts';
import { aDomainEvent } from '../../support/domain-builders.ts';
import { anySpacedObject } from '../../support/spaced-json.ts';

/** An event that is written in so many bytes. */
function anEventOf(bytes: number) {
  const event = aDomainEvent({ resources: ['\u0001'], detailJson: '{"a": "ü"}' });
  const spaces = ' '.repeat(bytes - Buffer.byteLength(writeDomainEvent(event)));
  return { ...event, detailJson: `{"a":${spaces} "ü"}` };
}

const compact = '{"a":"ü"}';

describe('the white space of a detail goes', () => {
  test('where a retry message would not hold the event with it', () => {
    const largest = anEventOf(maxEventBytes);

    expect(fitEvent(largest, {})).toBe(largest);
    expect(fitEvent(anEventOf(maxEventBytes + 1), {})).toEqual({ ...largest, detailJson: compact });
    expect(fitEvent(anEventOf(maxEventBytes + 1), { maxEventBytes: Infinity })).toEqual({
      ...largest,
      detailJson: compact,
    });
  });

  test('where an entry could be too large with it', () => {
    const maxEntryBytes = 10_000;
    const largest = anEventOf(maxEntryBytes - mostBesideEventBytes);
    const larger = anEventOf(maxEntryBytes - mostBesideEventBytes + 1);

    expect(fitEvent(largest, { maxEntryBytes })).toBe(largest);
    expect(fitEvent(larger, { maxEntryBytes })).toEqual({ ...largest, detailJson: compact });
  });

  test('or no entry is too large, whatever else it has', () => {
    const anyLimit = fc.nat({ max: 8_000 });
    const anyDetail = fc.tuple(anySpacedObject, anyLimit);
    fc.assert(
      fc.property(anyDomainEvent, anyDetail, anyLimit, (event, [{ spaced }, space], limit) => {
        const given = { ...event, detailJson: `{"a": ${' '.repeat(space)} ${spaced}}` };
        const fitted = fitEvent(given, { maxEntryBytes: limit });
        const isWithin =
          entrySizeBytes(given, 's'.repeat(maxSourceNameLength), `event/${event.id}`) <= limit;

        expect(isWithin || fitted.detailJson.length < given.detailJson.length).toBe(true);
      }),
    );
  });
});

test('an event is too large for a retry message, to the byte, or by the limit that is given', () => {
  const reason =
    'the event has 1000 bytes as JSON, 999 are allowed: with an error beside it, it has to fit a message of SQS';

  expect(sizeProblem(anEventOf(maxEventBytes), {})).toBeUndefined();
  expect(sizeProblem(anEventOf(maxEventBytes + 1), {})).toContain(`${maxEventBytes + 1} bytes`);
  expect(sizeProblem(anEventOf(1_000), { maxEventBytes: 1_000 })).toBeUndefined();
  expect(sizeProblem(anEventOf(1_000), { maxEventBytes: 999 })).toBe(reason);
  expect(sizeProblem(anEventOf(3_000_000), { maxEventBytes: Infinity })).toBeUndefined();
});
