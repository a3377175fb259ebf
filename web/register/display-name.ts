import { displayNames } from '../../lambdas/contract/display-name.ts';

/** What is wrong with a typed display name; none is as good as one. */
export function displayNameError(typed: string): string | undefined {
  if (typed.trim() === '') return undefined;
  const problem = displayNames.problemOf(typed);
  return problem === undefined ? undefined : `The display name ${problem}.`;
}

/** A typed display name as a request has it: null for none. */
export function displayNameOf(typed: string): string | null {
  const name = displayNames.trim(typed);
  return name === '' ? null : name;
}
