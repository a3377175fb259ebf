import * as v from 'valibot';
import { isRegionCode } from '../domain/region-code.ts';

/**
 * Reads a function's environment variables. Throws an Error that names each variable that is missing
 * or wrong, never its value.
 */
export function parseEnvironment<S extends v.GenericSchema>(
  schema: S,
  environment: Readonly<Record<string, string | undefined>>,
): v.InferOutput<S> {
  const parsed = v.safeParse(schema, environment);
  if (parsed.success) return parsed.output;
  const problems = parsed.issues.map(({ path, input, message }) => {
    const name = path?.map(({ key }) => String(key)).join('.') ?? '';
    return `${name} ${input === undefined ? 'is missing' : message}`;
  });
  throw new Error(`environment: ${problems.join(', ')}`);
}

/** A variable that holds some text. */
export const textVariable = v.pipe(v.string(), v.nonEmpty('is empty'));

/** A variable that holds one of some words. */
export const wordVariable = <const W extends readonly [string, ...string[]]>(words: W) =>
  v.picklist(words, `must be one of ${words.join(', ')}`);

/** A variable that holds a list with commas between. */
export const listVariable = v.pipe(
  v.string(),
  v.transform((text) => text.split(',').filter((item) => item !== '')),
);

/** A variable that holds an AWS Region. */
export const regionVariable = v.pipe(v.string(), v.check(isRegionCode, 'must be an AWS Region'));

/** A variable that holds a URL. */
export const urlVariable = v.pipe(v.string(), v.url('must be a URL'));

/** A variable that holds a whole number from `min` to `max`. */
export const integerVariable = (min: number, max = Number.MAX_SAFE_INTEGER) =>
  v.pipe(
    v.string(),
    v.regex(/^\d+$/, 'must be a whole number'),
    v.transform(Number),
    v.minValue(min, `must be at least ${min}`),
    v.maxValue(max, `must be at most ${max}`),
  );
