/** A value of an event, with the elements of arrays that it is in. */
type Field = { name: string; value: unknown; elements: ReadonlyMap<unknown, number> };

/** What a pattern says of one field: the values of which one must be there, and whether it may be absent. */
export type ReferenceCondition = { values: readonly unknown[]; orAbsent: boolean };

/**
 * Event Ruler's way to match, straight from its source: the fields of an event are sorted by name, and those of a rule
 * are looked for one after the other, so that no two come from different elements of one array. It takes exponential
 * time, which is no matter for small events.
 */
export function referenceMatch(
  rule: Readonly<Record<string, ReferenceCondition>>,
  event: object,
): boolean {
  const fields = flattened(event, '', new Map());
  const names = Object.keys(rule).toSorted();
  const from = (index: number, elements: Field['elements']): boolean => {
    const name = names[index];
    if (name === undefined) return true;
    const condition = rule[name] ?? { values: [], orAbsent: false };
    const possible = fields.filter((field) => field.name === name && isConsistent(field, elements));
    if (condition.orAbsent && possible.length === 0 && from(index + 1, elements)) return true;
    return possible.some(
      (field) =>
        condition.values.includes(field.value) &&
        from(index + 1, new Map([...elements, ...field.elements])),
    );
  };
  return from(0, new Map());
}

function isConsistent(field: Field, elements: Field['elements']): boolean {
  return [...field.elements].every(([array, index]) => (elements.get(array) ?? index) === index);
}

function flattened(value: unknown, name: string, elements: Field['elements']): Field[] {
  if (Array.isArray(value)) {
    return value.flatMap((element: unknown, index) => {
      const isContainer = typeof element === 'object' && element !== null;
      const inside = isContainer ? new Map([...elements, [value, index] as const]) : elements;
      return flattened(element, name, inside);
    });
  }
  if (typeof value !== 'object' || value === null) return [{ name, value, elements }];
  return Object.entries(value).flatMap(([step, inner]) =>
    flattened(inner, name === '' ? step : `${name}.${step}`, elements),
  );
}
