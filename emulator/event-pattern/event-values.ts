import type { LeafValue } from './field-tree.ts';

/** The values in a field of an event: the field itself, or the values in its arrays at any depth. */
export function leavesIn(field: unknown): LeafValue[] {
  if (isLeaf(field)) return [field];
  return elementsOf(field).filter(isLeaf);
}

/** The objects in a field of an event: the field itself, or the objects in its arrays at any depth. */
export function objectsIn(field: unknown): object[] {
  return elementsOf(field).filter(isObject);
}

/** A field of an object, undefined when there is none. */
export function fieldIn(object: object | undefined, name: string): unknown {
  if (object === undefined || !Object.hasOwn(object, name)) return undefined;
  const value: unknown = Reflect.get(object, name);
  return value;
}

// Not recursive: an event may nest arrays deeper than the call stack allows.
function elementsOf(field: unknown): unknown[] {
  if (!Array.isArray(field)) return [field];
  const elements: unknown[] = [];
  const waiting: unknown[] = [field];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (Array.isArray(next)) for (const inner of next) waiting.push(inner);
    else elements.push(next);
  }
  return elements;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isLeaf(value: unknown): value is LeafValue {
  return value === null || ['string', 'number', 'bigint', 'boolean'].includes(typeof value);
}
