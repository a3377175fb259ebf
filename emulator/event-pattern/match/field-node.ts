import { BACKSLASH, DOT } from '../characters.ts';
import { type JsonTape, stringAt } from '../json/json-tape.ts';
import { type Bits, emptyBits } from '../values/bits.ts';
import { ValueMatcher } from './value-matcher.ts';

/** What is asked of the values of one field, and the conditions on it that allow absence. */
export type Asked = {
  readonly matcher: ValueMatcher;
  readonly absences: Bits;
  allowsAbsence: boolean;
};

/** A field that a pattern names, or one on the way to it, by the steps of its path. */
export type FieldNode = {
  readonly steps: Map<string, FieldNode>;
  /** The same by the hash of their names: an event's names are looked up without being taken out of its text. */
  readonly byHash: Map<number, NamedNode[]>;
  asked: Asked | undefined;
};

type NamedNode = { readonly name: string; readonly node: FieldNode };

/** A node without conditions. */
export function emptyNode(): FieldNode {
  return { steps: new Map(), byHash: new Map(), asked: undefined };
}

/** The node of a field by its full name; made if it is not there. */
export function makeNode(root: FieldNode, fullName: string): FieldNode {
  let node = root;
  for (const step of fullName.split('.')) {
    node = node.steps.get(step) ?? addStep(node, step);
  }
  return node;
}

function addStep(node: FieldNode, name: string): FieldNode {
  const next = emptyNode();
  node.steps.set(name, next);
  const hash = hashOf(name, 0, name.length);
  node.byHash.set(hash, [...(node.byHash.get(hash) ?? []), { name, node: next }]);
  return next;
}

/**
 * The node that a member of an event leads to: its name is a string of the tape. A name with dots is as many steps.
 */
export function stepTo(node: FieldNode, tape: JsonTape, index: number): FieldNode | undefined {
  const [start, end] = [(tape.starts[index] ?? 0) + 1, (tape.ends[index] ?? 0) - 1];
  const hash = hashOf(tape.text, start, end);
  if (hash === NOT_PLAIN) return stepByStep(node, stringAt(tape, index) ?? '');
  for (const { name, node: next } of node.byHash.get(hash) ?? []) {
    if (name.length === end - start && tape.text.startsWith(name, start)) return next;
  }
  return undefined;
}

function stepByStep(node: FieldNode, name: string): FieldNode | undefined {
  let next: FieldNode | undefined = node;
  for (const step of name.split('.')) next = next?.steps.get(step);
  return next;
}

/** A number for a part of a text; `NOT_PLAIN` if it has a dot or a backslash. */
function hashOf(text: string, start: number, end: number): number {
  let hash = 0;
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    if (code === DOT || code === BACKSLASH) return NOT_PLAIN;
    hash = (Math.imul(hash, 31) + code) & MAX_HASH;
  }
  return hash;
}

const NOT_PLAIN = -1;
const MAX_HASH = 0x3fff_ffff;

/** The conditions on a node's field, none yet if it is new. */
export function askedOf(node: FieldNode, conditionCount: number): Asked {
  node.asked ??= {
    matcher: new ValueMatcher(conditionCount),
    absences: emptyBits(conditionCount),
    allowsAbsence: false,
  };
  return node.asked;
}
