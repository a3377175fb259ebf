import { nat } from 'fast-check';

const firstSurrogate = 0xd800;
const surrogates = 0x800;
const lastCharacter = 0x10ffff;

/**
 * Any character but lone surrogates: a unit of `fc.string`, which makes what the unit `binary` makes.
 * fast-check keeps a map of all 1.1 million characters for that, at a second and 130 MB for each test file.
 */
export const anyCharacter = nat({ max: lastCharacter - surrogates }).map(characterAt, placeOf);

function characterAt(place: number): string {
  return String.fromCodePoint(place < firstSurrogate ? place : place + surrogates);
}

// fast-check shrinks what it did not make itself, such as `__proto__`, by this, and gives it any value.
function placeOf(value: unknown): number {
  const code = typeof value === 'string' ? value.codePointAt(0) : undefined;
  if (code === undefined || value !== String.fromCodePoint(code) || isSurrogate(code)) {
    throw new Error('not one character');
  }
  return code < firstSurrogate ? code : code - surrogates;
}

function isSurrogate(code: number): boolean {
  return code >= firstSurrogate && code < firstSurrogate + surrogates;
}
