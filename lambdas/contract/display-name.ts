import { displayNameProblem, trimmedDisplayName } from '../domain/display-name.ts';

/** What a display name may be: the API refuses anything else. */
export const displayNames = { problemOf: displayNameProblem, trim: trimmedDisplayName } as const;
