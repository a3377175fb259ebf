import { problemTable } from '../../lambdas/contract/problems.ts';
import type { Problem } from '../../lambdas/registration/problems.ts';
import { InputError } from '../../terminal/input-error.ts';
import { OperationError } from '../operation-error.ts';

/**
 * A problem of the registration code as the error of a command: one line, options by their names.
 *
 * @param missing what there is none of, if nothing is found
 */
export function refusal(
  { code, detail, errors = [] }: Problem,
  missing = 'source',
): InputError | OperationError {
  const { title } = problemTable[code];
  if (code === 'invalidRequest' || code === 'regionRequired') {
    const wrong = errors.map(({ field, message }) => `${optionOf(field)} ${message}`).join('; ');
    return new InputError(code === 'regionRequired' ? `${title}: ${wrong}` : wrong);
  }
  if (code === 'notFound') return new OperationError(`no such ${missing}`);
  if (code === 'searchTooWide') {
    return new OperationError(`${title} and found no such ${missing}: --since makes it shorter`);
  }
  return new OperationError(detail === undefined ? title : `${title}: ${detail}`);
}

/** The options whose names are not those of the API's fields. */
const options: Readonly<Record<string, string>> = {
  detailTypes: 'detail-type',
  displayName: 'display-name',
  outcomes: 'outcome',
  events: 'event',
  from: 'since',
  to: 'until',
  maxPerSecond: 'max-per-second',
};

function optionOf(field: string): string {
  const [name = ''] = field.replace(/^\//, '').split('/');
  return `--${options[name] ?? name}`;
}
