import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { nativePackages } from './test/support/jest/native-packages.js';

// The processes that tests start find here what Node compiled for the ones before.
process.env.NODE_COMPILE_CACHE ??= join(tmpdir(), 'eventbridge-partner-fanout-compiled');

const native = nativePackages.join('|');

/** Tests run as the code does: native ES modules, TypeScript stripped of its types by esbuild. */
export default {
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  // They need a browser, npm run test:browser; other languages, npm run test:snippets; or packages that are
  // installed apart: npm run test:peers, test:package, test:postgres and test:standards.
  testPathIgnorePatterns: [
    '<rootDir>/test/browser/',
    '<rootDir>/test/package/',
    '<rootDir>/test/postgres/',
    '<rootDir>/test/snippets/',
    '<rootDir>/test/standards/',
    '<rootDir>/test/tools/bench/peers/',
  ],
  testEnvironment: '<rootDir>/test/support/jest/environment.js',
  testSequencer: '<rootDir>/test/support/jest/longest-first.js',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': '<rootDir>/test/support/esbuild-transform.js',
    [`/node_modules/(?:${native})/.*\\.js$`]: '<rootDir>/test/support/jest/native-transform.js',
  },
  transformIgnorePatterns: [`/node_modules/(?!(?:${native})/)`],
  // For what hangs. Jest's five seconds are too few for a sound test on a busy machine.
  testTimeout: 180_000,
  // What a test file's modules take, native ES modules keep until their worker ends; and the more there
  // is, the longer each garbage collection takes.
  workerIdleMemoryLimit: '400MB',
  // One more than there are cores, since some tests mostly wait. (Jest takes '150%' for 150 workers.)
  maxWorkers: availableParallelism() + 1,
};
