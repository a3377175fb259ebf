import { generatorProblem } from '../../lambdas/domain/generator.ts';

/** Whole numbers from 0 to below a bound that look random and are the same for the same seed (mulberry32). */
export type Draw = (bound: number) => number;

// Jest looks globals up slowly, and this is called ten million times.
const { imul } = Math;

/** Draws numbers by a seed. */
export function drawBy(seed: number): Draw {
  let state = seed;
  return (bound) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  };
}

const longest = 200;

/** An event generator that is mostly like another: an edit apart, or with an escape of it spelt out. */
export function drawSimilar(generator: string, draw: Draw): string {
  if (draw(8) === 0 || generator.length > longest) return drawGenerator(draw);
  const other = edit(generator, draw);
  return generatorProblem(other) === undefined ? other : drawGenerator(draw);
}

/** An event generator of two to four segments, most of them short. */
export function drawGenerator(draw: Draw): string {
  const longestSegment = draw(200) === 0 ? longest / 4 : 4;
  const segments = 2 + draw(3);
  let generator = drawText(1 + draw(longestSegment), draw);
  for (let more = 1; more < segments; more += 1) {
    generator += `/${drawText(1 + draw(longestSegment), draw)}`;
  }
  return generator;
}

function drawText(length: number, draw: Draw): string {
  let text = '';
  for (let index = 0; index < length; index += 1) text += drawCharacter(draw);
  return text;
}

/** What the encoding treats differently: its own characters, hexadecimal digits, and letters in both cases. */
const encodedCharacters = '__...--25AFafxXzZ09 %';
/** Where the characters end that have one byte, two, three without the surrogates, and four. */
const planes = [0x80, 0x800, 0xd800, 0x110000];

function drawCharacter(draw: Draw): string {
  if (draw(8) > 0) return encodedCharacters.charAt(draw(encodedCharacters.length));
  const point = draw(planes[draw(planes.length)] ?? 0);
  const isSurrogate = point >= 0xd800 && point <= 0xdfff;
  return isSurrogate || point === 0x2f ? '|' : String.fromCodePoint(point);
}

function edit(generator: string, draw: Draw): string {
  let at = draw(generator.length);
  const isLowSurrogate = (generator.charCodeAt(at) & 0xfc00) === 0xdc00;
  if (isLowSurrogate) at -= 1;
  const character = String.fromCodePoint(generator.codePointAt(at) ?? 0);
  const before = generator.slice(0, at);
  const after = generator.slice(at + character.length);
  switch (draw(7)) {
    case 0:
      return before + after;
    case 1:
      return before + drawCharacter(draw) + after;
    case 2:
      return before + character + drawCharacter(draw) + after;
    case 3:
      return before + otherCase(character) + after;
    case 4:
      return `${before + character}/${after}`;
    case 5:
      return before + after.slice(0, 1) + character + after.slice(1);
    default:
      return before + spelt(character) + after;
  }
}

function otherCase(character: string): string {
  const lower = character.toLowerCase();
  return character === lower ? character.toUpperCase() : lower;
}

/** The escape of a character, as a generator may literally contain it. */
function spelt(character: string): string {
  const hex = Buffer.from(character).toString('hex').toUpperCase();
  return hex.replaceAll(/../g, '_.$&');
}
