/** The conclusion of a check. Only `fails` makes the command exit with 1. */
export type Status = 'ok' | 'warning' | 'fails' | 'unknown';

/** What was found, and what to do about it. */
export interface Verdict {
  readonly status: Status;
  /** What was found, and where. */
  readonly text: string;
  /** What to do about it; a command line where one does it. */
  readonly remedy?: string | undefined;
}

/** A finding of a check: a line of the report. */
export interface Finding extends Verdict {
  /** The name of the check. */
  readonly check: string;
}

/** A finding about one of several similar subjects: a Region, a role, a stack. */
export interface Judgement extends Verdict {
  readonly subject: string;
}

/** More subjects than this are counted instead of named, if they are fine or all have the same finding. */
const maxNamed = 4;

/**
 * The findings of a check on several similar subjects: those with the same finding share a line.
 *
 * @param noun the plural noun for the subjects
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
    const coversAll = status === 'ok' || group.length === judgements.length;
    const isCounted = coversAll && status !== 'fails' && group.length > maxNamed;
    const subjects = isCounted
      ? `${group.length} ${noun}`
      : group.map(({ subject }) => subject).join(', ');
    return [{ check, status, text: `${subjects}: ${text}`, remedy }];
  });
}
