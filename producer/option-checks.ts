import * as v from 'valibot';

/** The options with their defaults. Throws RangeError, with the option's name, for an invalid one. */
export function checkOptions<S extends v.GenericSchema>(
  schema: S,
  given: unknown,
): v.InferOutput<S> {
  const checked = v.safeParse(schema, given, { abortEarly: true });
  if (checked.success) return checked.output;
  const [issue] = checked.issues;
  const name = v.getDotPath(issue);
  throw new RangeError(
    name === null ? 'the options must be an object' : `${name} ${issue.message}`,
  );
}

/** What is wrong with a member of an object of options, in words that follow its name. */
export function memberProblem(unknownMember: string) {
  return ({ expected }: { readonly expected: string | null }): string => {
    if (expected === 'Object') return 'must be an object';
    return expected === 'never' ? unknownMember : 'is missing';
  };
}

/** A whole number that has a default. */
export function wholeNumber(byDefault: number, max = Number.MAX_SAFE_INTEGER) {
  const problem = `must be a whole number from 1 to ${max}`;
  return v.optional(
    v.pipe(
      v.number(problem),
      v.check((value) => Number.isInteger(value) && value >= 1 && value <= max, problem),
    ),
    byDefault,
  );
}

/** An object whose methods the caller has typed: only their presence is checked. */
export function withMethod<T extends object>(name: string, problem: string) {
  return v.custom<T>((value) => hasMethod(value, name), problem);
}

/** Whether a value is an object with such a method, of its own or not. */
export function hasMethod(value: unknown, name: string): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    name in value &&
    typeof Reflect.get(value, name) === 'function'
  );
}
