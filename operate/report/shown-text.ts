/** What is shown of a long text, and what must be said about it. */
export interface ShownText {
  readonly text: string;
  /** How much is not shown; empty if nothing. */
  readonly cut: string;
  /** Whether it is so long that it is folded. */
  readonly isLong: boolean;
}

/** The longest line, such as a title or a sentence. */
const maxLineCharacters = 2_000;

/** The longest text that is not folded, in characters and in lines. */
const short = { characters: 1_000, lines: 15 };

/**
 * A text in which everything is visible: a character that controls, is invisible or turns the direction of
 * writing becomes its number. Lines and tabs stay.
 */
function visibleText(text: string): string {
  return text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (character) =>
    character === '\n' || character === '\t' ? character : `⟨${codePointOf(character)}⟩`,
  );
}

/** The same in one line, and bounded in size. */
export function visibleLine(text: string): string {
  const kept = upTo(maxLineCharacters, text);
  const line = visibleText(kept.replace(/[\r\n\t\v\f]+/g, ' '));
  const left = text.length - kept.length;
  return left === 0 ? line : `${line}… (and ${format(left)} characters)`;
}

/** A value of the evidence as a text: JSON, unless it is a text itself. */
export function valueText(value: unknown): string {
  if (typeof value === 'string') return value;
  return JSON.stringify(value, undefined, 2) ?? 'nothing';
}

/** A text as it is shown: visible, and bounded in size. */
export function shownText(text: string, maxCharacters: number): ShownText {
  const kept = upTo(maxCharacters, text);
  const lines = kept.split('\n').length;
  return {
    text: visibleText(kept),
    cut:
      kept.length === text.length
        ? ''
        : `Cut here: ${format(kept.length)} of ${format(text.length)} characters are shown; report.json has all.`,
    isLong: kept.length > short.characters || lines > short.lines,
  };
}

/** The beginning of a text, no character divided. */
function upTo(characters: number, text: string): string {
  if (text.length <= characters) return text;
  return text.slice(0, characters).replace(/[\uD800-\uDBFF]$/, '');
}

function codePointOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

function format(count: number): string {
  return count.toLocaleString('en-US');
}
