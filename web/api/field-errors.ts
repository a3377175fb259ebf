import type { Failure } from './answer.ts';

/** What the service finds wrong with a form's fields. */
export interface FormErrors<Field extends string> {
  /** By the form's field. */
  readonly fields: Readonly<Partial<Record<Field, string>>>;
  /** What is wrong with something that the form does not show. */
  readonly others: readonly string[];
}

/**
 * Sorts the errors of a problem to the fields of the form that sent the body: `/detailTypes/3`
 * belongs to `detailTypes`. Several errors of a field stand one after the other.
 */
export function formErrors<Field extends string>(
  failure: Failure | undefined,
  fieldNames: readonly Field[],
): FormErrors<Field> {
  const errors = failure?.kind === 'problem' ? failure.errors : [];
  const fields: Partial<Record<Field, string>> = {};
  const others: string[] = [];
  for (const { field, message } of errors) {
    const owner = fieldNames.find((name) => field === `/${name}` || field.startsWith(`/${name}/`));
    if (owner === undefined) others.push(`${field}: ${message}`);
    else fields[owner] = [fields[owner], message].filter(Boolean).join(' ');
  }
  return { fields, others };
}
