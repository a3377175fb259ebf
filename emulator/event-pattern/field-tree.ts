/** A value of an event that is neither an object nor an array. */
export type LeafValue = string | number | bigint | boolean | null;

/** Whether one value of an event matches. */
export type ValueTest = (value: LeafValue) => boolean;

/** A pattern's condition on one field: one of the tests passes, or the field may be absent. */
export type Condition = {
  readonly path: readonly string[];
  readonly tests: readonly ValueTest[];
  readonly allowsAbsence: boolean;
};

/** Conditions in the structure of the event: the condition on this field, and those on the fields inside it. */
export type FieldTree = {
  condition: Condition | undefined;
  readonly fields: Map<string, FieldTree>;
};

/**
 * Builds the tree of one alternative, whose conditions must all hold. If a field has two conditions, which only `$or`
 * allows, the last one counts, as in EventBridge.
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
