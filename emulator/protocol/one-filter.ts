import { validationError } from './aws-error.ts';

/** Refuses more than one filter of a list of archives or replays. */
export function refuseFilters(
  operation: 'ListArchives' | 'ListReplays',
  filters: { NamePrefix?: unknown; EventSourceArn?: unknown; State?: unknown },
): void {
  const { NamePrefix, EventSourceArn, State } = filters;
  const given = [NamePrefix, EventSourceArn, State].filter((filter) => filter !== undefined);
  if (given.length <= 1) return;
  throw validationError(
    `At most one filter is allowed for ${operation}. Use either : State, EventSourceArn, or NamePrefix.`,
  );
}
