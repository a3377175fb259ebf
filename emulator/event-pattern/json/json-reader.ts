import {
  BACKSLASH,
  CLOSE_BRACE,
  CLOSE_BRACKET,
  COLON,
  COMMA,
  OPEN_BRACE,
  OPEN_BRACKET,
  QUOTE,
  SPACE,
} from '../characters.ts';
import { JsonNumber, JsonObject, JsonProblem, type JsonValue } from './json-value.ts';

const VALUES = "JSON String, Number, Array, Object or token 'null', 'true' or 'false'";
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/uy;
const WORD = /[\p{L}\p{N}_$]+/uy;
const WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/** Reads a pattern. What the text is after a problem is not read: the problem stands in its place. */
export function readJson(text: string): JsonValue {
  // To Jackson, no text is no token: nothing that could be wrong.
  if (text.trim() === '') return null;
  const reader = new JsonReader(text);
  const value = reader.value();
  return reader.rest() ?? value;
}

/** A strict reader whose problems are worded as those of Jackson, which Event Ruler reads JSON with. */
class JsonReader {
  readonly #text: string;
  #at = 0;
  #failed = false;

  constructor(text: string) {
    this.#text = text;
  }

  value(): JsonValue {
    switch (this.#next()) {
      case OPEN_BRACE:
        return this.#object();
      case OPEN_BRACKET:
        return this.#array();
      case QUOTE:
        return this.#string();
      default:
        return this.#scalar();
    }
  }

  /** A problem if there is more text after the value, unless that has one. */
  rest(): JsonProblem | undefined {
    if (this.#failed || Number.isNaN(this.#next())) return undefined;
    return this.#unexpected('expected no more text after the pattern');
  }

  #object(): JsonObject {
    const object = new JsonObject();
    this.#at += 1;
    while (!this.#failed && !this.#closes(CLOSE_BRACE)) {
      const problem =
        this.#separate(object.members.length, 'Object') ?? this.#expect(QUOTE, FIELD_NAME);
      const name = problem ?? this.#string();
      if (typeof name !== 'string') object.members.push({ name: undefined, value: name });
      else object.members.push({ name, value: this.#memberValue() });
    }
    return object;
  }

  #memberValue(): JsonValue {
    const problem = this.#expect(COLON, 'was expecting a colon to separate field name and value');
    if (problem !== undefined) return problem;
    this.#at += 1;
    return this.value();
  }

  #array(): readonly JsonValue[] {
    const elements: JsonValue[] = [];
    this.#at += 1;
    while (!this.#failed && !this.#closes(CLOSE_BRACKET)) {
      elements.push(this.#separate(elements.length, 'Array') ?? this.value());
    }
    return elements;
  }

  /** Goes over a closing bracket, if it is next. */
  #closes(bracket: number): boolean {
    if (this.#next() !== bracket) return false;
    this.#at += 1;
    return true;
  }

  /** Goes over the comma between two entries. */
  #separate(entriesBefore: number, kind: 'Array' | 'Object'): JsonProblem | undefined {
    if (Number.isNaN(this.#next())) {
      return this.#fail(`Unexpected end-of-input: expected close marker for ${kind}`);
    }
    if (entriesBefore === 0) return undefined;
    const problem = this.#expect(COMMA, `was expecting comma to separate ${kind} entries`);
    if (problem === undefined) this.#at += 1;
    return problem;
  }

  #expect(code: number, expectation: string): JsonProblem | undefined {
    return this.#next() === code ? undefined : this.#unexpected(expectation);
  }

  #scalar(): JsonValue {
    const number = this.#match(NUMBER);
    if (number !== undefined) return this.#number(number);
    const word = this.#match(WORD);
    if (word === undefined) return this.#unexpected(`expected a valid value (${VALUES})`);
    const known = WORDS.get(word);
    if (known !== undefined) return known;
    return this.#fail(`Unrecognized token '${word}': was expecting (${VALUES})`);
  }

  #number(text: string): JsonValue {
    const isZero = text === '0' || text === '-0';
    if (!isZero || !/\d/u.test(this.#text.charAt(this.#at))) return new JsonNumber(text);
    return this.#fail('Invalid numeric value: Leading zeroes not allowed');
  }

  #string(): string | JsonProblem {
    const start = this.#at;
    for (let end = start + 1; end < this.#text.length; end += 1) {
      const code = this.#text.charCodeAt(end);
      if (code === BACKSLASH) end += 1;
      else if (code === QUOTE) return this.#unescaped(start, end + 1);
    }
    return this.#fail('Unexpected end-of-input in VALUE_STRING');
  }

  #unescaped(start: number, end: number): string | JsonProblem {
    this.#at = end;
    try {
      const parsed: unknown = JSON.parse(this.#text.slice(start, end));
      return String(parsed);
    } catch {
      return this.#fail('Unrecognized character escape, or an illegal unquoted character');
    }
  }

  #match(expression: RegExp): string | undefined {
    expression.lastIndex = this.#at;
    const found = expression.exec(this.#text)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }

  /** The code of the next character that is no white space; NaN at the end. */
  #next(): number {
    while (this.#text.charCodeAt(this.#at) <= SPACE) this.#at += 1;
    return this.#text.charCodeAt(this.#at);
  }

  #unexpected(expectation: string): JsonProblem {
    const code = this.#next();
    if (Number.isNaN(code)) return this.#fail(`Unexpected end-of-input: ${expectation}`);
    const character = this.#text.charAt(this.#at);
    return this.#fail(`Unexpected character ('${character}' (code ${code})): ${expectation}`);
  }

  #fail(reason: string): JsonProblem {
    this.#failed = true;
    return new JsonProblem(reason);
  }
}

const FIELD_NAME = 'was expecting double-quote to start field name';
