import * as fc from 'fast-check';
import { anyCharacter } from './any-character.ts';

/** White space as JSON has it between its tokens. */
export const anySpace = fc.constantFrom('', '', ' ', '\n', '\r\n\t', '   ');

const anyString = fc.oneof(
  fc.string({ unit: anyCharacter, maxLength: 5 }).map((text) => JSON.stringify(text)),
  fc.constantFrom(
    '""',
    '"a b"',
    '"\\u0041\\/"',
    '"\\ud800"',
    '"\\"detail\\":{}"',
    '"{[,:]}"',
    '"\u2028"',
    '"\\\\"',
  ),
);

const anyScalar = fc.oneof(
  anyString,
  fc.constantFrom('true', 'null', '0', '-0', '300.0', '1e400', '-1.50E+2', '9007199254740993'),
  fc.stringMatching(/^[1-9]\d{0,40}\.\d{1,40}$/),
);

/** JSON as somebody may have written it: with white space, and without. */
export interface SpacedJson {
  readonly spaced: string;
  readonly compact: string;
}

const spacedScalar = anyScalar.map((text) => ({ spaced: text, compact: text }));

function joined(parts: readonly SpacedJson[], [open, close]: string, space: string): SpacedJson {
  return {
    spaced: `${open}${space}${parts.map(({ spaced }) => spaced).join(`${space},${space}`)}${space}${close}`,
    compact: `${open}${parts.map(({ compact }) => compact).join(',')}${close}`,
  };
}

function arrayOf(element: fc.Arbitrary<SpacedJson>): fc.Arbitrary<SpacedJson> {
  return fc
    .tuple(fc.array(element, { maxLength: 3 }), anySpace)
    .map(([parts, space]) => joined(parts, '[]', space));
}

// Once V8 has parsed a name with a backslash in it (as in Node 24), it takes another name for it whose text begins
// alike: after `{"\\":0}`, `{"\u00e9":0}` has the name of a backslash. So a parse of such names is no yardstick.
const anyName = anyString.filter((text) => !text.includes(String.raw`\\`));

function objectOf(value: fc.Arbitrary<SpacedJson>): fc.Arbitrary<SpacedJson> {
  const member = fc.tuple(anyName, value, anySpace).map(([name, of, space]) => ({
    spaced: `${name}${space}:${space}${of.spaced}`,
    compact: `${name}:${of.compact}`,
  }));
  return fc
    .tuple(fc.array(member, { maxLength: 3 }), anySpace)
    .map(([parts, space]) => joined(parts, '{}', space));
}

const { value: anyValue } = fc.letrec<{ value: SpacedJson }>((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, spacedScalar, arrayOf(tie('value')), objectOf(tie('value'))),
}));

/** Any JSON value, as a text. Objects may have several members of one name. */
export const anySpacedJson: fc.Arbitrary<SpacedJson> = anyValue;

/** Any JSON object, as a text. */
export const anySpacedObject: fc.Arbitrary<SpacedJson> = objectOf(anyValue);
