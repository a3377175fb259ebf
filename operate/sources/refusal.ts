import { problemTable } from '../../lambdas/contract/problems.ts';
import type { Problem } from '../../lambdas/registration/problems.ts';
import { InputError } from '../../terminal/input-error.ts';
import { OperationError } from '../operation-error.ts';

/** A problem of the registration code as the error of a command: one line, options by their names. */
export function refusal({ code, detail, errors = [] }: Problem): InputError | OperationError {
  const { title } = problemTable[code];
  if (code === 'invalidRequest' || code === 'regionRequired') {
    return new InputError(
      errors.map(({ field, message }) => `${optionOf(field)} ${message}`).join('; '),
    );
  }
  if (code === 'notFound') return new OperationError('no such source');
  return new OperationError(detail === undefined ? title : `${title}: ${detail}`);
}

function optionOf(field: string): string {
  const [name = ''] = field.replace(/^\//, '').split('/');
  return name === 'detailTypes' ? '--detail-type' : `--${name}`;
}
