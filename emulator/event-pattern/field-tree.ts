/** A value of an event that is neither an object nor an array. */
export type LeafValue = string | number | bigint | boolean | null;

/** Whether one value of an event is what a pattern asks for. */
export type ValueTest = (value: LeafValue) => boolean;

/** What a pattern asks of one field: any of the tests, or that there is no such field. */
export type Condition = {
  readonly path: readonly string[];
  readonly tests: readonly ValueTest[];
  readonly allowsAbsence: boolean;
};

/** Conditions arranged like the event: the one on this field, and those on the fields inside it. */
export type FieldTree = {
  condition: Condition | undefined;
  readonly fields: Map<string, FieldTree>;
};

/**
 * Arranges the conditions of one alternative, which must all hold. A field asked for twice, which only `$or` can do,
 * keeps what was asked last, as in EventBridge.
 */
export function fieldTree(conditions: readonly Condition[]): FieldTree {
  const root = emptyTree();
  for (const condition of conditions) {
    condition.path.reduce(fieldOf, root).condition = condition;
  }
  return root;
}

function fieldOf(tree: FieldTree, name: string): FieldTree {
  const known = tree.fields.get(name);
  if (known !== undefined) return known;
  const field = emptyTree();
  tree.fields.set(name, field);
  return field;
}

function emptyTree(): FieldTree {
  return { condition: undefined, fields: new Map() };
}
