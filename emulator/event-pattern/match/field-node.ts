import { type Bits, emptyBits } from '../values/bits.ts';
import { ValueMatcher } from './value-matcher.ts';

/** The conditions on one field, and what they ask of its values. */
type Asked = { readonly conditions: Bits; readonly matcher: ValueMatcher };

/** A field that a pattern names, or one on the way to it, by the steps of its path. */
export type FieldNode = {
  readonly steps: Map<string, FieldNode>;
  asked: Asked | undefined;
};

/** A node without conditions. */
export function emptyNode(): FieldNode {
  return { steps: new Map(), asked: undefined };
}

/** The node of a field by its full name; made if it is not there. */
export function makeNode(root: FieldNode, fullName: string): FieldNode {
  let node = root;
  for (const step of fullName.split('.')) {
    const next = node.steps.get(step) ?? emptyNode();
    node.steps.set(step, next);
    node = next;
  }
  return node;
}

/** The node that a member of an event leads to. A name with dots is as many steps. */
export function stepTo(node: FieldNode, name: string): FieldNode | undefined {
  if (!name.includes('.')) return node.steps.get(name);
  let next: FieldNode | undefined = node;
  for (const step of name.split('.')) next = next?.steps.get(step);
  return next;
}

/** The conditions on a node's field, none yet if it is new. */
export function askedOf(node: FieldNode, conditionCount: number): Asked {
  node.asked ??= {
    conditions: emptyBits(conditionCount),
    matcher: new ValueMatcher(conditionCount),
  };
  return node.asked;
}
