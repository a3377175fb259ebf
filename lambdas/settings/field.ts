import * as v from 'valibot';

/**
 * A key's value. Every error in it reads "must be <expected>, not ..."; if the key is missing, the
 * message has the same text.
 */
export function field<S extends v.GenericSchema>(schema: S, expected: string) {
  return v.pipe(
    v.unknown(),
    v.rawTransform(({ dataset, addIssue, NEVER }): v.InferOutput<S> => {
      const checked = v.safeParse(schema, dataset.value);
      if (checked.success) return checked.output;
      addIssue({ message: `must be ${expected}, not ${JSON.stringify(dataset.value)}` });
      return NEVER;
    }),
    v.description(expected),
    // For whoever writes down what a key holds.
    v.metadata({ holds: schema }),
  );
}

/** An object with these keys and no others, so that a misspelt key is reported. */
export function section<const E extends v.ObjectEntries>(entries: E) {
  return v.strictObject(entries, ({ expected, received, path }) => {
    const key = path?.at(-1)?.key;
    // Valibot reports an unknown key as a value of the type `never`.
    if (expected === 'never') return `is unknown; known are ${Object.keys(entries).join(', ')}`;
    if (received !== 'undefined') return 'must be an object';
    const missing = Object.entries(entries).find(([name]) => name === key)?.[1];
    return `is missing: it must be ${describe(missing)}`;
  });
}

/** A section that may be left out: each of its keys then has its own default. */
export function optionalSection<const E extends v.ObjectEntries>(entries: E) {
  const schema = section(entries);
  return v.optional(schema, () => v.parse(schema, {}));
}

/** A whole number within bounds. */
export function integer(min: number, max: number) {
  return field(
    v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max)),
    `a whole number from ${min} to ${max}`,
  );
}

function describe(schema: v.ObjectEntries[string] | undefined): string {
  const description = schema?.type === 'unknown' ? v.getDescription(schema) : undefined;
  return description ?? 'an object';
}
