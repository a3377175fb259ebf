import { notWellFormed } from './markup-problem.ts';

const named: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** What XML allows in no document. */
// oxlint-disable-next-line no-control-regex -- these are the characters that it looks for
const forbidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/;

/** Throws a MarkupProblem for a character that XML does not allow. */
export function checkCharacters(text: string): void {
  if (forbidden.test(text)) throw notWellFormed('it has a character that XML does not allow');
}

/** A text without its references to characters. Throws a MarkupProblem for any other reference. */
export function withoutReferences(text: string): string {
  return text.replaceAll(/&([^;&]{0,32};?)/g, (whole, reference: string) => {
    const character = characterOf(reference);
    if (character === undefined) throw notWellFormed(`${whole.slice(0, 12)} is unknown`);
    checkCharacters(character);
    return character;
  });
}

function characterOf(reference: string): string | undefined {
  if (!reference.endsWith(';')) return undefined;
  const name = reference.slice(0, -1);
  if (!/^#(?:x[0-9a-f]{1,6}|\d{1,7})$/i.test(name)) return named.get(name);
  const code = Number(name.startsWith('#x') ? `0${name.slice(1)}` : name.slice(1));
  return isCharacter(code) ? String.fromCodePoint(code) : undefined;
}

/** Not for halves of surrogate pairs, nor for NaN. */
function isCharacter(code: number): boolean {
  return code < 0xd8_00 || (code > 0xdf_ff && code <= 0x10_ff_ff);
}
