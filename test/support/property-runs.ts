const { PROPERTY_RUNS: setting = 'few' } = process.env;
if (setting !== 'few' && setting !== 'full') {
  throw new Error(`PROPERTY_RUNS is few or full, not ${setting}`);
}

/**
 * How often a property is tried: all of its runs where the environment variable `PROPERTY_RUNS` is
 * `full`, as in `.ci/run`; otherwise, as in `npm test`, a tenth of them, but not fewer than say something.
 */
export function propertyRuns(full: number, atLeast = 10): number {
  return setting === 'full' ? full : Math.min(full, Math.max(Math.ceil(full / 10), atLeast));
}
