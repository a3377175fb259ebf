import type { Draw } from '../../../support/similar-generators.ts';

/** The most that SQS takes, in bytes. */
const maxBodyBytes = 1_048_576;

/** What a body was made by. */
export const bodyKinds = [
  'mutated',
  'bytes',
  'characters',
  'nested',
  'numbers',
  'prototypes',
  'surrogates',
  'fields',
  'arrays',
  'spaced',
  'mebibyte',
] as const;
export type BodyKind = (typeof bodyKinds)[number];

/** A body of a message, and what it was made by. */
export interface FuzzedBody {
  readonly kind: BodyKind;
  readonly body: string;
}

/** A body of any kind, at most 1 MiB of UTF-8; two thirds are real events with something wrong in them. */
export function fuzzedBody(real: readonly string[], draw: Draw): FuzzedBody {
  const choice = draw(300);
  const kind =
    choice < 200
      ? 'mutated'
      : choice === 200
        ? 'mebibyte'
        : (bodyKinds[1 + (choice % 9)] ?? 'bytes');
  return { kind, body: within(makers[kind](real, draw)) };
}

type Maker = (real: readonly string[], draw: Draw) => string;

const makers: Readonly<Record<BodyKind, Maker>> = {
  mutated: (real, draw) => {
    let body = pick(real, draw);
    for (let times = draw(4); times >= 0; times -= 1) body = mutate(body, draw);
    return body;
  },
  // As a queue carries them: bytes that are no UTF-8 have become U+FFFD.
  bytes: (_, draw) => bytes(draw(400), draw).toString('utf8'),
  characters: (_, draw) => characters(draw(200), draw),
  nested: (_, draw) => {
    const [open = '', close = ''] = pick(brackets, draw).split('|');
    const depth = pick([10, 900, 5_000, 90_000], draw);
    const deep = `${open.repeat(depth)}0${draw(4) === 0 ? '' : close.repeat(depth)}`;
    return draw(3) === 0 ? deep : eventText({ detail: `{"deep":${deep}}` });
  },
  numbers: (_, draw) => {
    const digits = '9'.repeat(pick([1, 17, 400, 50_000], draw));
    const number = pick([digits, `-${digits}`, `0.${digits}`, `1e${digits}`, `1e-400`, '-0'], draw);
    return draw(2) === 0
      ? eventText({ detail: `{"number":${number},"list":[${number}]}` })
      : eventText({ [pick(fieldNames, draw)]: number });
  },
  prototypes: (_, draw) => {
    const poison = pick(poisons, draw);
    switch (draw(4)) {
      case 0:
        return `{${poison},${eventText({}).slice(1)}`;
      case 1:
        return `{${poison}}`;
      case 2:
        return `[${eventText({})},{${poison}},[{${poison}}]]`;
      default:
        return eventText({ detail: `{${poison},"deep":{${poison}},"list":[{${poison}}]}` });
    }
  },
  surrogates: (_, draw) => {
    const half = pick(['\\ud800', '\\uDFFF', '\\uD83D', '\ud800', '\udc00'], draw);
    const text = `"${'a'.repeat(draw(3))}${half}/b"`;
    return draw(2) === 0
      ? eventText({ [pick(fieldNames, draw)]: text })
      : eventText({ detail: `{${text}:${text}}` });
  },
  fields: (_, draw) =>
    eventText({
      [pick(fieldNames, draw)]: pick(oddValues, draw),
      [pick(fieldNames, draw)]: pick(oddValues, draw),
    }),
  arrays: (real, draw) => {
    const elements = Array.from({ length: draw(40) }, () =>
      pick([eventText({}), pick(oddValues, draw), pick(real, draw), '[]', ' '], draw),
    );
    return `[${elements.join(',')}]`;
  },
  spaced: (real, draw) => {
    const value: unknown = JSON.parse(pick(real, draw));
    const spaces = pick([' ', '\t', 10], draw);
    const text = JSON.stringify(value, undefined, spaces);
    return pick([text, text.replaceAll('\n', '\r\n'), `[${text} , ${text}\n]`], draw);
  },
  mebibyte: (_, draw) => {
    const filler = pick(['x', '0,', '{},', '[', '"', '\\u0000', 'é', '{"a":', ' '], draw);
    const whole = filler.repeat(Math.floor((maxBodyBytes - 200) / Buffer.byteLength(filler)));
    switch (draw(4)) {
      case 0:
        return whole;
      case 1:
        return `[${whole}0]`;
      case 2:
        return eventText({ detail: `{"x":"${whole}"}` });
      default:
        return eventText({ [pick(fieldNames, draw)]: `"${whole}"` });
    }
  },
};

const fieldNames = ['id', 'generator', 'detailType', 'time', 'resources', 'detail', 'unknown'];
const brackets = ['[|]', '{"a":|}', '[{"a":|}]', '{"__proto__":|}'];
const poisons = [
  '"__proto__":{"polluted":true}',
  '"constructor":{"prototype":{"polluted":true}}',
  '"prototype":{"polluted":true}',
  '"__proto__":null',
  '"toString":1,"hasOwnProperty":2,"valueOf":3',
  '"\\u005f_proto__":{"polluted":true}',
];
const oddValues = [
  'null',
  'true',
  '0',
  '""',
  '" "',
  '[]',
  '{}',
  '"/"',
  '"a//b"',
  '"__proto__/constructor"',
  '"2026-02-30T00:00:00Z"',
  '"9999-12-31T23:59:59+23:59"',
  '["",1,null]',
  '"\\u0000\\u001b[31m\\u2028\\uFFFF"',
];

function eventText(fields: Readonly<Record<string, string>>): string {
  const values: Readonly<Record<string, string>> = {
    id: '"event"',
    generator: '"octo-org/hooks"',
    detailType: '"push"',
    detail: '{}',
    ...fields,
  };
  return `{${Object.entries(values)
    .map(([name, value]) => `"${name}":${value}`)
    .join(',')}}`;
}

const tokens = [
  ...poisons.map((poison) => `${poison},`),
  ...oddValues,
  ...fieldNames.map((name) => `"${name}":`),
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '"',
  '\\',
  '1e999',
  '99999999999999999999',
  '\\ud800',
  '\ud800',
  '\u0000',
  '\u001b[2J',
  '\ufffe',
  '\u2028',
];

/** A text with one thing changed in it. */
function mutate(text: string, draw: Draw): string {
  // Half of the changes are near the beginning, where the event's own fields are.
  const at = draw(2) === 0 ? draw(Math.min(text.length, 150) + 1) : draw(text.length + 1);
  const length = draw(40);
  switch (draw(6)) {
    case 0:
      return text.slice(0, at) + text.slice(at + length);
    case 1:
      return text.slice(0, at) + text.slice(at, at + length).repeat(2) + text.slice(at + length);
    case 2:
      return text.slice(0, at);
    case 3:
      return text.slice(0, at) + characters(1 + draw(4), draw) + text.slice(at + 1);
    case 4: {
      const name = pick(fieldNames, draw);
      return text.replace(
        `"${name}":`,
        `"${name}":${pick(oddValues, draw)},"${pick(fieldNames, draw)}":`,
      );
    }
    default:
      return text.slice(0, at) + pick(tokens, draw) + text.slice(at);
  }
}

function bytes(length: number, draw: Draw): Buffer {
  return Buffer.from(Array.from({ length }, () => draw(256)));
}

/** Characters of any kind, halves of them too. */
function characters(length: number, draw: Draw): string {
  return String.fromCharCode(
    ...Array.from({ length }, () => draw(draw(3) === 0 ? 0x1_0000 : 0x80)),
  );
}

function pick<T>(items: readonly T[], draw: Draw): T {
  const item = items[draw(items.length)];
  if (item === undefined) throw new Error('there is nothing to pick from');
  return item;
}

/** As much of a text as a message holds. */
function within(text: string): string {
  if (Buffer.byteLength(text) <= maxBodyBytes) return text;
  return text.slice(0, Math.floor(maxBodyBytes / 3));
}
