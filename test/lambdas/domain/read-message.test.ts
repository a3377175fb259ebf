import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { detailProblem } from '../../../lambdas/domain/detail-problem.ts';
import { writeDomainEvent } from '../../../lambdas/domain/domain-event.ts';
import { maxEventBytes, mostBesideEventBytes } from '../../../lambdas/domain/message-size.ts';
import { readMessage } from '../../../lambdas/domain/read-message.ts';
import {
  aCloudEventValue,
  aDomainEvent,
  anEventBody,
  anEventValue,
  testNowMs,
} from '../../support/domain-builders.ts';
import { anyCharacter } from '../../support/any-character.ts';
import { anySpace, anySpacedObject } from '../../support/spaced-json.ts';

const read = (body: string) => readMessage(body, testNowMs);
const deeplyNested = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;

describe('a body that is no domain event is refused whole, with its reason', () => {
  test.each([
    ['hello', 'the body is not JSON from character 1 on'],
    ['', 'the body is not JSON: it ends too early'],
    ['{"id":', 'the body is not JSON: it ends too early'],
    ['{"id":"1",}', 'the body is not JSON from character 11 on'],
    ['{"id":"1" "b"}', 'the body is not JSON from character 11 on'],
    ['[]', 'the body is an array without an event'],
    ['"text"', 'a domain event is a JSON object, not a string'],
    ['12', 'a domain event is a JSON object, not a number'],
    ['true', 'a domain event is a JSON object, not a boolean'],
    ['null', 'a domain event is a JSON object, not null'],
    ['{"id":"\uD800"}', 'the body holds bytes that are not UTF-8'],
  ])('%j: %s', (body, reason) => {
    expect(read(body)).toStrictEqual([{ kind: 'invalid', reason, body }]);
  });

  test.each(['', '1234567890123456789,'])('one nested too deeply, with %j before it', (number) => {
    const detail = `{"deep":[${number}${deeplyNested}]}`;
    const [only] = read(`{"id":"1","generator":"a/b","detailType":"t","detail":${detail}}`);

    expect(only).toMatchObject({
      kind: 'invalid',
      reason: '"detail" is nested more than 1,000 levels deep',
    });
  });

  test('two of them in two lines, with where the second begins', () => {
    const body = `${anEventBody()}\n${anEventBody()}`;

    expect(read(body)).toMatchObject([
      { reason: `the body is not JSON from character ${anEventBody().length + 2} on` },
    ]);
  });
});

describe('CloudEvents', () => {
  test('are read as the domain events that they mean, alone, in a batch and beside domain events', () => {
    const { kind: _, ...same } = { kind: 'event', event: aDomainEvent() };
    const text = writeDomainEvent(aDomainEvent());
    const cloudEvent = JSON.stringify(aCloudEventValue());

    expect(read(cloudEvent)).toStrictEqual([{ kind: 'event', ...same, text }]);
    expect(read(`[${cloudEvent},${text}, ${cloudEvent}]`)).toStrictEqual(
      Array.from({ length: 3 }, () => ({ kind: 'event', ...same, text })),
    );
  });

  test('are read again from their text as the same events', () => {
    const body = JSON.stringify(aCloudEventValue({ time: undefined, data: { total: 1 } }));
    const [first] = read(body.replace('"total":1', '"total" : 300.0'));
    const [again] = readMessage(first?.kind === 'event' ? first.text : '', 0);

    expect(first).toMatchObject({ event: { detailJson: '{"total" : 300.0}' } });
    expect(again).toStrictEqual(first);
  });

  test('that are none are refused as they were written, with the index in their batch', () => {
    const wrong = aCloudEventValue({ data: 'text' });
    const body = JSON.stringify([aCloudEventValue(), wrong]);

    expect(read(body)).toMatchObject([
      { kind: 'event' },
      {
        kind: 'invalid',
        reason: 'event 2 of 2: "data" must be a JSON object, not a string',
        body: JSON.stringify(wrong),
      },
    ]);
  });

  test('have their generator where the rules say', () => {
    const body = JSON.stringify(aCloudEventValue({ subject: undefined, source: 'acme/shop' }));

    expect(readMessage(body, testNowMs, { generatorAttribute: 'source' })).toMatchObject([
      { kind: 'event', event: { generator: 'acme/shop' } },
    ]);
  });
});

describe('an array of events', () => {
  test('each element is read on its own, and only a bad one is refused, with its index', () => {
    const body = JSON.stringify([
      anEventValue({ id: 'first' }),
      anEventValue({ id: 7 }),
      anEventValue({ id: 'third' }),
    ]);

    expect(read(body)).toMatchObject([
      { kind: 'event', event: { id: 'first' } },
      { kind: 'invalid', reason: 'event 2 of 3: "id" must be a string, not a number' },
      { kind: 'event', event: { id: 'third' } },
    ]);
  });

  test('the body of a refused element is that element and nothing of its neighbours', () => {
    const [, refused] = read(JSON.stringify([anEventValue(), anEventValue({ id: '' })]));

    expect(refused?.kind === 'invalid' && JSON.parse(refused.body)).toStrictEqual(
      anEventValue({ id: '' }),
    );
  });

  test.each([
    ['12345678901234567890', 'not a number'],
    ['[[]]', 'not an array'],
    ['null', 'not null'],
    ['"a, [\\"b\\"]"', 'not a string'],
  ])('an element that is no object at all: %s', (element, reason) => {
    expect(read(`[${anEventBody()}, ${element} ]`)).toMatchObject([
      { kind: 'event' },
      { kind: 'invalid', reason: expect.stringContaining(reason), body: element },
    ]);
  });

  test('an element nested too deeply is refused alone', () => {
    const deep = `{"id":"1","generator":"a/b","detailType":"t","detail":{"deep":${deeplyNested}}}`;
    const [first, second, third] = read(`[${anEventBody()},${deep},${anEventBody()}]`);

    expect([first?.kind, second?.kind, third?.kind]).toStrictEqual(['event', 'invalid', 'event']);
    const { reason, body } = second?.kind === 'invalid' ? second : { reason: '', body: '' };
    expect(reason).toBe('event 2 of 3: "detail" is nested more than 1,000 levels deep');
    expect(body === deep).toBe(true);
  });

  test.each([
    ['[{"id":1},', 'the body is not JSON: it ends too early'],
    ['[{"id":1},]', 'the body is not JSON from character 11 on'],
    ['[{"id":1} {}]', 'the body is not JSON from character 11 on'],
    ['[{"id":1}] []', 'the body is not JSON from character 12 on'],
    ['[{"id":1},{"id":1 2}]', 'the body is not JSON from character 19 on'],
    ['[{"id":tru}]', 'the body is not JSON from character 8 on'],
    ['[1,,2]', 'the body is not JSON from character 4 on'],
    ['\u00a0[1]', 'the body is not JSON from character 1 on'],
    ['\ufeff[1]', 'the body begins with a byte order mark, which is not JSON'],
  ])('that is not JSON is refused whole, and it says from where on: %s', (body, reason) => {
    expect(read(body)).toEqual([{ kind: 'invalid', body, reason }]);
  });

  test('brackets, commas and quotes inside texts do not part events', () => {
    const traps = ['],[', '","', '\\', '\\"', '{', '}]'];
    const body = JSON.stringify(traps.map((trap) => anEventValue({ id: trap, detail: { trap } })));

    expect(read(body)).toMatchObject(
      traps.map((trap) => ({
        kind: 'event',
        event: { id: trap, detailJson: JSON.stringify({ trap }) },
      })),
    );
  });
});

describe('the text of a detail', () => {
  test.each([
    '{"price":300.0}',
    '{"n":[1e400,-0,1E+2,0.10]}',
    '{"id":9223372036854775807,"long":1.0123456789012345678901234567890123456789}',
    '{"a":"\\u0041\\/\\ud83d\\ude00"}',
    '{ "a" :\t[ ] }',
    '{\r\n  "a": {}\n}',
    '{"😀":"\u2028\u2029\u007f\ufeff"}',
    '{"a":1,"a":2}',
    '{"10":1,"9":2,"__proto__":3}',
  ])('stays as it is, whatever is around it: %j', (detail) => {
    const others = '"id":"1","generator":"a/b","detailType":"t"';
    for (const body of [
      `{${others},"detail":${detail}}`,
      `{"detail":${detail},${others}}`,
      ` { "detail" : ${detail} ,\n${others} } `,
      `{${others},"\\u0064etail" : ${detail} }\n`,
      `[{${others},"detail":${detail}}]`,
    ]) {
      expect(read(body)).toMatchObject([{ kind: 'event', event: { detailJson: detail } }]);
    }
  });

  test('stays as it is, whatever it is', () => {
    fc.assert(
      fc.property(anySpacedObject, anySpace, ({ spaced: detail }, space) => {
        fc.pre(detailProblem(detail) === undefined);
        const event = `{"detail"${space}:${space}${detail}${space},"id":"1","generator":"a/b"${space},"detailType":"t"}`;

        expect(read(`[${event},${space}${event}]`)).toMatchObject([
          { event: { detailJson: detail }, text: event },
          { event: { detailJson: detail }, text: event },
        ]);
      }),
    );
  });
});

describe('the work', () => {
  const others = '"id":"1","generator":"a/b","detailType":"t"';
  const detail = `{"text":"${'x'.repeat(10_000)}","more":[${'{"a":1},'.repeat(100)}0]}`;

  test.each([
    ['with the detail at its end', `{${others},"detail":${detail}}`],
    ['with the detail in front', `{"detail":${detail},${others}}`],
    ['in an array', `[{${others},"detail":${detail}}]`],
  ])('for an event %s is one parse of the detail', (_, body) => {
    expect(parsedLength(() => read(body))).toBeLessThan(body.length + 200);
  });

  test.each([
    ['that never end', '['.repeat(1_048_576)],
    ['in an array that is not JSON', `[${'[],'.repeat(300_000)}`],
    ['of numbers, half a million', `[${'0,'.repeat(524_286)}0]`],
    ['with details that are not last', `[${`{"detail":{},${others}},`.repeat(15_000)}0]`],
    ['of quotes', `["${'\\"'.repeat(500_000)}"]`],
    ['with a detail that is no JSON', `{${others},"detail":{"a":[${'{"b":1},'.repeat(100_000)}]}}`],
  ])('for brackets %s grows with the length alone', (_, body) => {
    expect(parsedLength(() => read(body))).toBeLessThan(4 * body.length);
  });
});

function refuseObjects(text: string): void {
  if (text.startsWith('{')) throw new RangeError('too much');
}

/** How many characters are parsed in all. */
function parsedLength(work: () => void): number {
  let length = 0;
  watchingParser((text) => {
    length += text.length;
  }, work);
  return length;
}

function watchingParser<T>(onText: (text: string) => void, work: () => T): T {
  const { parse } = JSON;
  JSON.parse = (text: string) => {
    onText(text);
    return parse(text);
  };
  try {
    return work();
  } finally {
    JSON.parse = parse;
  }
}

/** A detail with so many bytes more than it needs. */
function spaced(bytes: number): string {
  return `{"a": ${' '.repeat(bytes)}300.0, "b c": " " }`;
}

function bodyWith(detail: string): string {
  return `{"id":"1","generator":"a/b","detailType":"t","detail":${detail}}`;
}

describe('white space', () => {
  test('goes only where an event is too large with it', () => {
    const compact = '{"a":300.0,"b c":" "}';
    const whole = spaced(300_000);

    expect(read(bodyWith(whole))).toMatchObject([{ event: { detailJson: whole } }]);
    for (const [detail, limits] of [
      [spaced(maxEventBytes), {}],
      [spaced(maxEventBytes), { maxEventBytes: Infinity }],
      [whole, { maxEntryBytes: 262_144 }],
      [spaced(262_144 - mostBesideEventBytes), { maxEntryBytes: 262_144 }],
    ] as const) {
      const body = bodyWith(detail);
      expect(readMessage(body, testNowMs, limits)).toEqual([
        { kind: 'event', text: body, event: expect.objectContaining({ detailJson: compact }) },
      ]);
    }
  });

  test('is left where there is room for it, to the byte', () => {
    const limits = { maxEntryBytes: 10_000 };
    const room = limits.maxEntryBytes - mostBesideEventBytes;
    const written = writeDomainEvent(aDomainEvent({ detailJson: spaced(0) })).length;
    const readDetails = [spaced(room - written), spaced(room - written + 1)].map((detailJson) => {
      const body = writeDomainEvent(aDomainEvent({ detailJson }));
      // What is around the detail does not count.
      return readMessage(body.replace('"detail":', ' "detail" : '), testNowMs, limits);
    });

    expect(readDetails).toMatchObject([
      [{ event: { detailJson: spaced(room - written) } }],
      [{ event: { detailJson: '{"a":300.0,"b c":" "}' } }],
    ]);
  });
});

describe('invariants', () => {
  test('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: anyCharacter }), fc.json()), (body) => {
        expect(read(body).length).toBeGreaterThan(0);
      }),
    );
  });

  test('never throws, whatever the fields of an event contain, and reads events or reasons', () => {
    const value = fc.jsonValue({ stringUnit: anyCharacter });
    const event = fc.record(
      { id: value, generator: value, detailType: value, time: value, detail: value, more: value },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(event, { minLength: 1, maxLength: 5 }), (events) => {
        const all = read(JSON.stringify(events));
        expect(all).toHaveLength(events.length);
        expect(all.filter((one) => one.kind === 'invalid' && one.reason === '')).toStrictEqual([]);
      }),
    );
  });

  test('a reason never repeats a value of the body', () => {
    const secret = 'sesame';
    const spoilt = fc.constantFrom(
      { id: { secret } },
      { generator: secret },
      { generator: `${secret}//x` },
      { detailType: secret.repeat(30) },
      { time: secret },
      { resources: secret },
      { resources: [secret, { secret }] },
      { detail: secret },
      { detail: [secret] },
    );
    fc.assert(
      fc.property(spoilt, fc.boolean(), (fields, inArray) => {
        const value = anEventValue(fields);
        const [one] = read(JSON.stringify(inArray ? [value] : value));
        expect(one?.kind === 'invalid' && one.reason).toStrictEqual(
          expect.not.stringMatching(secret),
        );
        expect(one).toHaveProperty('kind', 'invalid');
      }),
    );
  });

  test('never throws, whatever the parser throws', () => {
    const body = anEventBody();

    expect(watchingParser(refuseObjects, () => read(body))).toEqual([
      { kind: 'invalid', body, reason: 'the body is JSON that cannot be parsed here' },
    ]);
  });

  test('a body that is not JSON shows nothing of itself in the reason', () => {
    for (const body of ['sesame', '{"sesame"}', '{"a":"sesame" sesame}', '["sesame",]']) {
      expect(read(body)).toMatchObject([{ reason: expect.not.stringContaining('sesame') }]);
    }
  });
});

/** What a message of so many elements that are no events is read as, with an event before each of them. */
function readCrowd(count: number, events = 0) {
  const elements = [
    ...Array.from({ length: events }, () => anEventValue()),
    ...Array.from({ length: count }, (_, index) => index),
  ];
  return readMessage(JSON.stringify(elements), testNowMs);
}

describe('what is no event in an array', () => {
  test('is read up to a hundred times', () => {
    const crowd = readCrowd(100);

    expect(crowd).toHaveLength(100);
    expect(crowd[99]).toEqual({
      kind: 'invalid',
      body: '99',
      reason: 'event 100 of 100: a domain event is a JSON object, not a number',
    });
  });

  test('is refused together when it is more, so that one message cannot fill a queue', () => {
    const crowd = readCrowd(101, 3);

    expect(crowd.map(({ kind }) => kind)).toEqual(['event', 'event', 'event', 'invalid']);
    expect(crowd[3]).toEqual({
      kind: 'invalid',
      body: `[${Array.from({ length: 101 }, (_, index) => index).join(',')}]`,
      reason:
        '101 events, the first of them event 4 of 104: a domain event is a JSON object, not a number',
    });
  });

  test('comes again as it was when it is sent to the events queue once more', () => {
    const [refused] = readCrowd(300);
    const body = refused?.kind === 'invalid' ? refused.body : '';

    expect(readMessage(body, testNowMs)).toEqual([refused]);
  });

  test('takes no more than one dead letter of a whole mebibyte', () => {
    const zeros = `[${'0,'.repeat(524_286)}0]`;

    expect(readMessage(zeros, testNowMs)).toHaveLength(1);
  });
});
