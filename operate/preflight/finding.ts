/** What a check concluded. Only `fails` makes the command end with 1. */
export type Status = 'ok' | 'warning' | 'fails' | 'unknown';

/** What a check found: a line of the report. */
export interface Finding {
  /** The name of the check, for people. */
  readonly check: string;
  readonly status: Status;
  /** What is so, and where. */
  readonly text: string;
  /** What to do about it; a command line where one does it. */
  readonly remedy?: string | undefined;
}

/** What was found of one thing among several alike: a Region, a role, a stack. */
export interface Judgement extends Omit<Finding, 'check'> {
  readonly subject: string;
}

/** More things than this are counted, not named, where they are well or the same holds of all. */
const mostNamed = 4;

/**
 * The findings of a check on several things alike: those of which the same is to be said share a line.
 *
 * @param noun what the things are, in the plural
 */
export function findingsOf(
  check: string,
  noun: string,
  judgements: readonly Judgement[],
): readonly Finding[] {
  const groups = Map.groupBy(judgements, ({ status, text, remedy }) =>
    JSON.stringify([status, text, remedy]),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { status, text, remedy } = first;
    const isSaidOfAll = status === 'ok' || group.length === judgements.length;
    const isCounted = isSaidOfAll && status !== 'fails' && group.length > mostNamed;
    const subjects = isCounted
      ? `${group.length} ${noun}`
      : group.map(({ subject }) => subject).join(', ');
    return [{ check, status, text: `${subjects}: ${text}`, remedy }];
  });
}
