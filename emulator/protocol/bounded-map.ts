import * as v from 'valibot';
import { isJsonObject } from '../json-object.ts';

type MapConstraint<Value> = { keys: { max: number; pattern: string }; value: Value; max: number };

/** A map member of at most `max` entries, with keys of at least one character. */
export function boundedMap<Value extends v.GenericSchema>({
  keys,
  value,
  max,
}: MapConstraint<Value>) {
  // Not with the flag u, which does not know the model's own escapes, such as `\\_`.
  // Not with the flag u, which does not know the model's escape `\_`.
  const expression = new RegExp(`^(?:${keys.pattern})$`);
  const isKey = (key: string) => key.length <= keys.max && expression.test(key);
  const constraints = [
    `Member must have length less than or equal to ${keys.max}`,
    'Member must have length greater than or equal to 1',
    `Member must satisfy regular expression pattern: ${keys.pattern}`,
  ];
  return v.pipe(
    v.custom<object>(isJsonObject),
    v.record(v.string(), value),
    v.check((entries) => Object.keys(entries).length <= max, lengthAtMost(max)),
    v.check(
      (entries) => Object.keys(entries).every(isKey),
      `Map keys must satisfy constraint: [${constraints.join(', ')}]`,
    ),
  );
}

const lengthAtMost = (max: number) => `Member must have length less than or equal to ${max}`;
