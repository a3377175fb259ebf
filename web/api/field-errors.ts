import type { ApiFailure } from './api-result.ts';

/** The service's errors for the fields of a form. */
export interface FormErrors<Field extends string> {
  /** By the form's field. */
  readonly fields: Readonly<Partial<Record<Field, string>>>;
  /** Errors of fields that the form does not show. */
  readonly others: readonly string[];
}

/**
 * Assigns the errors of a problem to the fields of the form that sent the body: `/detailTypes/3`
 * belongs to `detailTypes`. Several errors of one field are joined.
 */
export function formErrors<Field extends string>(
  failure: ApiFailure | undefined,
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
