import * as v from 'valibot';
import { describeJsonType, isJsonObject } from '../domain/json.ts';
import type { FieldError } from '../contract/problems.ts';
import { invalidRequest, type Problem } from './problems.ts';

/** A value that was read, or everything that is wrong with it. */
export type ReadResult<T> = Problem | { readonly kind: 'read'; readonly value: T };

/** Reads a parsed JSON value as an object with these fields and no others. A problem names every error. */
export function readFields<E extends v.ObjectEntries>(
  entries: E,
  value: unknown,
): ReadResult<v.InferOutput<v.ObjectSchema<E, undefined>>> {
  if (!isJsonObject(value)) {
    const message = `must be a JSON object, not ${describeJsonType(value)}`;
    return invalidRequest([{ field: '', message }]);
  }
  // The schema's own strict mode looks names up through the prototype and so misses "constructor".
  const unknown = Object.keys(value).filter((name) => !Object.hasOwn(entries, name));
  // A copy without a prototype, so that inherited fields do not count.
  const own = Object.assign(Object.create(null), value);
  const read = v.safeParse(v.object(entries), own);
  if (read.success && unknown.length === 0) return { kind: 'read', value: read.output };
  return invalidRequest([
    ...unknown.map((name) => ({
      field: pointerTo([name]),
      message: 'is not a field of this request',
    })),
    ...(read.issues ?? []).map(errorOf),
  ]);
}

function errorOf({ path, input, message }: v.BaseIssue<unknown>): FieldError {
  const field = pointerTo((path ?? []).map(({ key }) => String(key)));
  return { field, message: input === undefined ? 'is missing' : message };
}

/** A JSON pointer (RFC 6901). */
function pointerTo(names: readonly string[]): string {
  return names.map((name) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
