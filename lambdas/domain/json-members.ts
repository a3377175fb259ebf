/** A member of a JSON object, by its place in the object's text. */
export interface JsonMember {
  /** The name as it is written, with its quotes. */
  readonly nameJson: string;
  readonly start: number;
  readonly valueStart: number;
  /** The index after its value. */
  readonly end: number;
}

/**
 * The members of a JSON object in the order of its text, whose values nobody has to parse: a detail may
 * have a hundred megabytes. Of a text that is no JSON object it makes something or other, in one pass.
 */
export function* membersOf(objectText: string): Generator<JsonMember> {
  let start = firstMember(objectText);
  while (isQuote(objectText, start)) {
    const { nameJson, valueStart } = nameAt(objectText, start);
    const end = endOfValue(objectText, valueStart);
    yield { nameJson, start, valueStart, end };
    start = nextMember(objectText, end);
  }
}

/** The text of a member's value, by a name that needs no escapes; undefined if there is no such member. */
export function valueText(objectText: string, name: string): string | undefined {
  for (const { nameJson, valueStart, end } of membersOf(objectText)) {
    if (nameJson === `"${name}"`) return objectText.slice(valueStart, end);
  }
  return undefined;
}

/** The index of the first member's name, if the object of a text has one. */
export function firstMember(objectText: string): number {
  const start = endOfSpace(objectText, 0);
  if (objectText.charCodeAt(start) !== code.openBrace) return objectText.length;
  return endOfSpace(objectText, start + '{'.length);
}

/** The index of the name of the member that follows on the one whose value ends here, if there is one. */
export function nextMember(objectText: string, end: number): number {
  return endOfSpace(objectText, endOfSpace(objectText, end) + ','.length);
}

/** The name of the member that begins at an index, as it is written, and where its value begins. */
export function nameAt(
  objectText: string,
  start: number,
): Pick<JsonMember, 'nameJson' | 'valueStart'> {
  const nameEnd = endOfString(objectText, start);
  const valueStart = endOfSpace(objectText, endOfSpace(objectText, nameEnd) + ':'.length);
  return { nameJson: objectText.slice(start, nameEnd), valueStart };
}

/** Whether a string begins at an index: where a member may begin, a member does. */
export function isQuote(text: string, at: number): boolean {
  return text.charCodeAt(at) === code.quote;
}

/** The index after the string whose first quote is at this one. */
export function endOfString(text: string, start: number): number {
  let quote = text.indexOf('"', start + 1);
  while (quote !== -1 && isEscaped(text, quote)) quote = text.indexOf('"', quote + 1);
  return quote === -1 ? text.length : quote + 1;
}

function isEscaped(text: string, at: number): boolean {
  let before = at - 1;
  while (text.charCodeAt(before) === code.backslash) before -= 1;
  return (at - before) % 2 === 0;
}

/** The index after the value that begins at this one. */
export function endOfValue(text: string, start: number): number {
  const first = text.charCodeAt(start);
  if (first === code.quote) return endOfString(text, start);
  return nestingStep(first) === 1 ? endOfNested(text, start) : endOfScalar(text, start);
}

/** A value without brackets goes on until what cannot be in one. */
function endOfScalar(text: string, start: number): number {
  let at = start;
  while (at < text.length && !isSpace(text.charCodeAt(at)) && !endsScalar(text.charCodeAt(at))) {
    at += 1;
  }
  return at;
}

function endsScalar(character: number): boolean {
  return character === code.comma || nestingStep(character) === -1;
}

function endOfNested(text: string, start: number): number {
  let levels = 0;
  let at = start;
  while (at < text.length) {
    const character = text.charCodeAt(at);
    if (character === code.quote) {
      at = endOfString(text, at);
    } else {
      levels += nestingStep(character);
      at += 1;
      if (levels === 0) return at;
    }
  }
  return at;
}

/** The index after the white space, as JSON has it, that begins at this one. */
export function endOfSpace(text: string, start: number): number {
  let at = start;
  while (isSpace(text.charCodeAt(at))) at += 1;
  return at;
}

/** Whether a character, by its code, is white space between the tokens of JSON. */
export function isSpace(character: number): boolean {
  return character <= code.space && spaces.has(character);
}

/** By how many levels a character's code nests what follows deeper: 1 for `[` and `{`, -1 for `]` and `}`. */
export function nestingStep(character: number): number {
  // As most characters between texts have.
  if (character < code.openBracket) return 0;
  if (character === code.openBrace || character === code.openBracket) return 1;
  return character === code.closeBrace || character === code.closeBracket ? -1 : 0;
}

const code = {
  space: ' '.charCodeAt(0),
  quote: '"'.charCodeAt(0),
  backslash: '\\'.charCodeAt(0),
  comma: ','.charCodeAt(0),
  openBrace: '{'.charCodeAt(0),
  closeBrace: '}'.charCodeAt(0),
  openBracket: '['.charCodeAt(0),
  closeBracket: ']'.charCodeAt(0),
} as const;

const spaces: ReadonlySet<number> = new Set(Array.from('\t\n\r ', (space) => space.charCodeAt(0)));
