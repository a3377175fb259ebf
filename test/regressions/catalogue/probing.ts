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
  {
    name: 'one-refusal-is-a-limit',
    seenIn: 'own invariant',
    edits: [
      {
        file: 'operate/probe/find-limit.ts',
        find: "if (again.kind === 'refused') return after(between, size, again);",
        replace: 'if (again.kind.length > 0) return between;',
      },
    ],
    tests: ['test/operate/probe/find-limit.test.ts'],
  },
  {
    name: 'time-of-a-stand-in-sets-the-fleet',
    seenIn: 'own invariant',
    edits: [
      {
        file: 'operate/probe/following/call-time.ts',
        find: 'ownMs(latency) >= Math.max(leastMs, latency.networkMs)',
        replace: 'ownMs(latency) >= latency.networkMs - leastMs',
      },
    ],
    tests: [followingTest],
  },
  {
    name: 'local-mode-does-not-know-observed-codes',
    seenIn: 'own invariant',
    edits: [
      {
        file: 'local/observed.ts',
        find: 'newCodesIn(read.observed, []).filter(isSafe)',
        replace: 'newCodesIn(read.observed, []).filter((one) => !isSafe(one))',
      },
    ],
    tests: ['test/local/observed.test.ts'],
  },
  {
    name: 'observed-file-names-the-caller',
    seenIn: 'own invariant',
    edits: [
      {
        file: 'operate/probe/observed-answers.ts',
        find: 'arn:[-a-z]+:(?:iam|sts):',
        replace: 'arn:[-a-z]+:(?:iam|s3):',
      },
    ],
    tests: ['test/operate/probe/observed-answers.test.ts'],
  },
];
