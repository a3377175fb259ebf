import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, test } from '@jest/globals';
import {
  detailOf,
  eventProblems,
  readEvent,
  type ExpectedEvent,
} from '../../../../operate/validate/judge/received-event.ts';

const detailJson = '{"n":300.0,"e":1e3,"text":"ü \\"quoted\\""}';
const timeMs = Date.parse('2026-11-21T19:00:00.789Z');

const expected: ExpectedEvent = {
  source: 'aws.partner/vendor/acme/repo/111122223333',
  account: '111122223333',
  region: 'eu-west-1',
  detailType: 'push',
  resources: ['mark', 'event/mark'],
  time: { fromMs: timeMs, toMs: timeMs },
  detailJson,
};

const fields = {
  version: '0',
  id: '0b1f8e2c-1111-4222-8333-444455556666',
  'detail-type': 'push',
  source: expected.source,
  account: expected.account,
  time: '2026-11-21T19:00:00Z',
  region: expected.region,
  resources: expected.resources,
};

/** An event as text, with some fields that are different. */
function anEvent(different: object = {}, detail = detailJson): string {
  return `${JSON.stringify({ ...fields, ...different }).slice(0, -1)},"detail":${detail}}`;
}

function problemsOf(text: string): readonly string[] {
  const event = readEvent(text);
  if (event === undefined) throw new Error('no event');
  return eventProblems(event, expected);
}

test('an event as it must be has no problems, whatever white space is between', () => {
  expect(problemsOf(anEvent())).toEqual([]);
  expect(problemsOf(anEvent().replace(',"detail":', ' , "detail" : '))).toEqual([]);
});

test.each([
  [{ version: '1' }, 'expected version to be 0, but it is 1'],
  [{ id: 'x' }, 'expected id to be a UUID, but it is x'],
  [{ source: 'x' }, `expected source to be ${expected.source}, but it is x`],
  [{ account: '999999999999' }, 'expected account to be 111122223333, but it is 999999999999'],
  [{ region: 'us-east-1' }, 'expected region to be eu-west-1, but it is us-east-1'],
  [{ 'detail-type': 'pull' }, 'expected detail-type to be push, but it is pull'],
  [
    { resources: ['mark'] },
    /^expected resources to be \["mark","event\/mark"\], but it is \["mark"\]$/,
  ],
  [{ resources: undefined }, /^expected resources to be .*, but it is missing$/],
  [{ time: '2026-11-21T19:00:00.789Z' }, /to the second, but it is 2026-11-21T19:00:00\.789Z/],
  [{ time: '2026-11-21T19:00:01Z' }, /expected time to be a time from .* but it is .*:01Z/],
  [{ time: '2026-11-21T18:59:59Z' }, /expected time to be a time from/],
  [{ time: undefined }, /but it is missing/],
])('a field that differs is named: %j', (different, problem) => {
  expect(problemsOf(anEvent(different))).toEqual([expect.stringMatching(problem)]);
});

describe('a detail', () => {
  test.each([
    ['{"n":300,"e":1e3,"text":"ü \\"quoted\\""}', 'expected {"n":300.0,"e":1e3,"text":"ü'],
    ['{"n":300.0,"e":1000,"text":"ü \\"quoted\\""}', 'at character 17'],
    ['{"n":300.0,"e":1e3,"text":"\\u00fc \\"quoted\\""}', 'but found'],
    ['{"e":1e3,"n":300.0,"text":"ü \\"quoted\\""}', 'at character 3'],
    [
      '{"n":300.0,"e":1e3,"text":"u\u0308 \\"quoted\\""}',
      '(which looks the same, in another form of Unicode)',
    ],
    ['{"n": 300.0,"e":1e3,"text":"ü \\"quoted\\""}', 'at character 6'],
  ])('of the same value as another text differs: %s', (detail, problem) => {
    expect(problemsOf(anEvent({}, detail))).toEqual([expect.stringContaining(problem)]);
  });

  test('that is not there is missed', () => {
    expect(problemsOf(JSON.stringify(fields))).toEqual([expect.stringContaining('detail to be')]);
  });

  test('is taken from a received event as it was sent, whatever it is', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (detail) => {
        const text = JSON.stringify(detail);
        const event = readEvent(anEvent({}, text));
        expect(event && detailOf(event, text).detailText).toBe(text);
        expect(event && eventProblems(event, { ...expected, detailJson: text })).toEqual([]);
      }),
    );
  });

  test('that is large is a stub with its size and its hash', () => {
    const stub = {
      payload_url: 'https://x',
      payload_size_bytes: Buffer.byteLength(detailJson),
      payload_sha256: createHash('sha256').update(detailJson).digest('hex'),
      expires_at: '2026-12-01T00:00:00Z',
    };
    const other = { ...stub, payload_size_bytes: 1 };

    expect(problemsOf(anEvent({}, JSON.stringify(stub)))).toEqual([]);
    expect(problemsOf(anEvent({}, JSON.stringify(other)))).toHaveLength(1);
  });
});

test.each(['', 'no JSON', '[]', 'null', '1', '{}'])('%j is no event', (text) => {
  expect(readEvent(text)).toBeUndefined();
});
