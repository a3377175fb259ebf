import type { Regression } from '../regression.ts';

const patientTest = 'test/operate/probe/patient-put.test.ts';
const followingTest = 'test/operate/probe/following/settings-that-follow.test.ts';
const runTest = 'test/operate/probe/run-probe.test.ts';

/** Regressions of a probe, by which a stage would be set to what AWS never said. */
export const probingRegressions: readonly Regression[] = [
  {
    name: 'throttle-is-a-limit',
    seenIn: 'own invariant',
    edits: [
      {
        file: 'operate/probe/patient-put.ts',
        find: 'if (last === undefined) return settled(reply);',
        replace: 'if (last === undefined || throttleOf(reply)) return settled(reply);',
      },
    ],
    tests: [patientTest, runTest],
  },
  {
    name: 'probe-stops-one-before-the-limit',
    seenIn: 'own invariant',
    edits: [
      {
        file: 'operate/probe/find-limit.ts',
        find: 'between.refused.size - between.accepted > 1',
        replace: 'between.refused.size - between.accepted > 2',
      },
    ],
    tests: ['test/operate/probe/find-limit.test.ts'],
  },
  {
    name: 'slowest-region-sets-the-calls-at-once',
    seenIn: 'own invariant',
    edits: [
      {
        file: 'operate/probe/following/by-region.ts',
        find: 'figureOf(one.value) - figureOf(other.value)',
        replace: 'figureOf(other.value) - figureOf(one.value)',
      },
    ],
    tests: [followingTest],
  },
  {
    name: 'answer-to-malformed-entries-retires-mappings',
    seenIn: 'own invariant',
    edits: [
      {
        file: 'local/observed-codes.ts',
        find: 'mayBeSet && casesAlike.length === 0',
        replace: 'mayBeSet && casesAlike.length >= 0',
      },
    ],
    tests: [followingTest],
  },
  {
    name: 'stopped-probe-writes-half',
    seenIn: 'own invariant',
    edits: [
      {
        file: 'operate/probe/run-probe.ts',
        find: 'signal.aborted ? undefined : await writeDown(subject, before, runs)',
        replace: 'await writeDown(subject, before, runs)',
      },
    ],
    tests: [runTest],
  },
  {
    name: 'stopped-probe-leaves-its-source',
    seenIn: 'own invariant',
    edits: [
      {
        file: 'operate/probe/probe-region.ts',
        find: 'const left = await cleanUp.run();',
        replace: 'const left = signal.aborted ? [] : await cleanUp.run();',
      },
    ],
    tests: [runTest],
  },
];
