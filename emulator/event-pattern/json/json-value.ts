/** A pattern's JSON as Event Ruler reads it: members in order, also those with the same name, and numbers as text. */
export type JsonValue =
  string | boolean | null | JsonNumber | JsonProblem | JsonObject | readonly JsonValue[];

/** A number, by its text. */
export class JsonNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** An object; a member without a name is where the text cannot be read on. */
export class JsonObject {
  readonly members: { readonly name: string | undefined; readonly value: JsonValue }[] = [];
}

/** Where the text is no JSON, and why: the reader reports it only when it gets there. */
export class JsonProblem {
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}
