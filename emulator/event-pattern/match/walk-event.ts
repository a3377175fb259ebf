import { isContainerAt, isObjectAt, type JsonTape, stringAt, wordAt } from '../json/json-tape.ts';
import { type Bits, isEmptySet } from '../values/bits.ts';
import { ElementShapes } from './element-shapes.ts';
import { type EventLayout, NONE } from './event-layout.ts';
import { type Asked, type FieldNode, stepTo } from './field-node.ts';

/** An object or array that the walk is in. One after the other at the same depth have the same record. */
type Level = {
  /** The next value in it, and the one after its last. */
  at: number;
  end: number;
  isObject: boolean;
  node: FieldNode;
  /** Whether it is an element of an array, and so has a context of its own, which is made when it is needed. */
  isElement: boolean;
  context: number;
  /** An array's number, made when it is needed. */
  array: number;
};

/** Finds the fields of a pattern in an event, or in one field of it, and what conditions their values fulfil. */
export class EventWalk {
  readonly #layout: EventLayout;
  readonly #scratch: Bits;
  readonly #levels: Level[] = [];
  #depth = 0;
  /** Made with the first array: most events have none with a field of the pattern. */
  #shapes: ElementShapes | undefined;
  /** How many values were looked at: a test measures the work by it. */
  steps = 0;

  constructor(layout: EventLayout) {
    this.#layout = layout;
    this.#scratch = new Int32Array(layout.present.words);
  }

  /** Forgets the event that it has walked through to its end. */
  clear(): void {
    this.steps = 0;
    this.#shapes = undefined;
  }

  /** Walks through a field of the event whose value is a text. */
  text(node: FieldNode, text: string): void {
    this.steps += 1;
    const { asked } = node;
    if (asked === undefined) return;
    const found = this.#scratch.fill(0);
    asked.matcher.findText(text, found);
    this.#note(asked, found);
  }

  /** Walks through all that a JSON text has. */
  json(node: FieldNode, tape: JsonTape): void {
    this.#visit(tape, 0, node, false);
    for (let level = this.#innermost(); level !== undefined; level = this.#innermost()) {
      if (level.at >= level.end) this.#leave(level);
      else if (level.isObject) this.#visitMember(tape, level);
      else this.#visitElement(tape, level);
    }
  }

  #innermost(): Level | undefined {
    return this.#depth === 0 ? undefined : this.#levels[this.#depth - 1];
  }

  #visitMember(tape: JsonTape, level: Level): void {
    const node = stepTo(level.node, tape, level.at);
    const value = level.at + 1;
    level.at = afterValue(tape, value);
    this.steps += 1;
    if (node !== undefined) this.#visit(tape, value, node, false);
  }

  #visitElement(tape: JsonTape, level: Level): void {
    const value = level.at;
    level.at = afterValue(tape, value);
    this.#visit(tape, value, level.node, true);
  }

  #visit(tape: JsonTape, value: number, node: FieldNode, isElement: boolean): void {
    if (isContainerAt(tape, value)) {
      this.#enter(tape, value, node, isElement);
      return;
    }
    const text = node.asked === undefined ? undefined : stringAt(tape, value);
    if (text === undefined) this.#word(tape, value, node);
    else this.text(node, text);
  }

  #enter(tape: JsonTape, value: number, node: FieldNode, isElement: boolean): void {
    this.steps += 1;
    const isObject = isObjectAt(tape, value);
    const end = tape.ends[value] ?? 0;
    const isIrrelevant = isObject && node.steps.size === 0;
    if (isIrrelevant || end === value + 1) return;
    const level = (this.#levels[this.#depth] ??= newLevel(node));
    this.#depth += 1;
    level.at = value + 1;
    level.end = end;
    level.isObject = isObject;
    level.node = node;
    level.isElement = isElement;
    level.context = NONE;
    level.array = NONE;
  }

  #word(tape: JsonTape, value: number, { asked }: FieldNode): void {
    this.steps += 1;
    if (asked === undefined) return;
    const found = this.#scratch.fill(0);
    asked.matcher.findWord(wordAt(tape, value), found);
    this.#note(asked, found);
  }

  /** A value that changes nothing for any condition is as good as none. */
  #note({ absences, allowsAbsence }: Asked, fulfilled: Bits): void {
    if (!allowsAbsence && isEmptySet(fulfilled)) return;
    this.#layout.addValue(this.#contextHere(), absences, fulfilled);
  }

  #leave({ context, array, isElement }: Level): void {
    this.#depth -= 1;
    if (context === NONE) return;
    if (array !== NONE) this.#shapes?.closeArray(array, context);
    const outer = this.#innermost();
    if (isElement && outer !== undefined) this.#shapes?.closeElement(outer.array, context);
  }

  /** The context of a value in the innermost level. */
  #contextHere(): number {
    let known = this.#depth - 1;
    while (known >= 0 && this.#levels[known]?.context === NONE) known -= 1;
    let context = this.#levels[known]?.context ?? 0;
    for (let index = known + 1; index < this.#depth; index += 1) {
      const level = this.#levels[index];
      if (level?.isElement === true) context = this.#newElement(this.#levels[index - 1], context);
      if (level !== undefined) level.context = context;
    }
    return context;
  }

  #newElement(array: Level | undefined, outer: number): number {
    if (array === undefined) return outer;
    if (array.array === NONE) {
      array.array = this.#layout.addArray(outer);
      this.#shapes ??= new ElementShapes(this.#layout);
      this.#shapes.openArray(array.array);
    }
    return this.#layout.addContext(array.array);
  }
}

function newLevel(node: FieldNode): Level {
  return { at: 0, end: 0, isObject: false, node, isElement: false, context: NONE, array: NONE };
}

/** The index of what follows a value. */
function afterValue(tape: JsonTape, value: number): number {
  return isContainerAt(tape, value) ? (tape.ends[value] ?? 0) : value + 1;
}
