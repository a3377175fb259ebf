import type { Failure } from '../api/answer.ts';
import { formErrors, type FormErrors } from '../api/field-errors.ts';
import { draftFields, type DraftField } from './draft.ts';

/** What the service finds wrong with a registration, by field. */
export function refusalOf(failure: Failure | undefined): FormErrors<DraftField> {
  // Nothing but a generator can be absent; one of another tenant looks as if it were.
  if (failure?.kind === 'problem' && failure.status === 404) {
    const generator = 'You have no such generator: its first part has to be your own name.';
    return { fields: { generator }, others: [] };
  }
  return formErrors(failure, draftFields);
}
