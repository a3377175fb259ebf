import { fieldIn, leavesIn, objectsIn } from './event-values.ts';
import type { Condition, FieldTree } from './field-tree.ts';

/** Whether an event fulfils every condition of a tree. */
export function matchesTree(tree: FieldTree, event: object): boolean {
  return fieldsMatch(tree, event, event);
}

function fieldsMatch(tree: FieldTree, object: object | undefined, event: object): boolean {
  for (const [name, field] of tree.fields) {
    if (!fieldMatches(field, fieldIn(object, name), event)) return false;
  }
  return true;
}

function fieldMatches(tree: FieldTree, value: unknown, event: object): boolean {
  const { condition } = tree;
  if (condition !== undefined && !conditionHolds(condition, value, event)) return false;
  if (tree.fields.size === 0) return true;
  const objects = objectsIn(value);
  if (objects.length === 0) return fieldsMatch(tree, undefined, event);
  // All fields of one object in the pattern must match in the same element of an array.
  return objects.some((object) => fieldsMatch(tree, object, event));
}

function conditionHolds(condition: Condition, value: unknown, event: object): boolean {
  const { tests, allowsAbsence, path } = condition;
  if (allowsAbsence && !hasLeafAt(event, path)) return true;
  return leavesIn(value).some((leaf) => tests.some((test) => test(leaf)));
}

/** Absence means that the path exists nowhere in the event, not just in one element of an array. */
function hasLeafAt(event: object, path: readonly string[]): boolean {
  let values: unknown[] = [event];
  for (const name of path) {
    values = values.flatMap(objectsIn).map((object) => fieldIn(object, name));
  }
  return values.some((value) => leavesIn(value).length > 0);
}
