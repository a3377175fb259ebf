/** How every name begins that a walk gives: another walk finds by it what a killed one has left. */
export const namePrefix = 'fanout-validate-';

const idLength = 8;
const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** An id of a run: eight lower-case letters and digits, which every name of AWS takes. */
export function newRunId(random: () => number): string {
  const letter = () => alphabet.charAt(Math.floor(random() * alphabet.length));
  return Array.from({ length: idLength }, letter).join('');
}

/** The names of what a run makes. */
export interface RunNames {
  readonly run: string;
  /** Of the run's rule, and the beginning of its queues' names. */
  readonly rule: string;
  /** A tenant that only this run has. */
  readonly tenant: (which: 'a' | 'b') => string;
  /** A queue in a Region; local mode has the queues of all Regions at one place. */
  readonly queue: (region: string) => string;
  /** A generator of a tenant, used in one Region alone: a cached look-up of one Region says nothing of another. */
  readonly generator: (tenant: string, region: string, what: string) => string;
  /** An element of an event's resources by which the walk knows it again. */
  readonly mark: (region: string, what: string) => string;
}

/** The names of a run. */
export function namesOf(run: string): RunNames {
  const own = `${namePrefix}${run}`;
  return {
    run,
    rule: own,
    tenant: (which) => `${own}-${which}`,
    queue: (region) => `${own}-${region}`,
    generator: (tenant, region, what) => `${tenant}/${own}/${region}/${what}`,
    mark: (region, what) => `${own}/${region}/${what}`,
  };
}

const segmentOfRun = new RegExp(`(?:^|/)${namePrefix}[a-z0-9]{${idLength}}(?:-[ab])?(?:/|$)`);

/** Whether a generator, or the name of a source, is one that some run has made. */
export function isOfSomeRun(name: string): boolean {
  return segmentOfRun.test(name);
}
