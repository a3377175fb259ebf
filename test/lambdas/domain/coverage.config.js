import base from '../../../jest.config.js';

const all = { statements: 100, branches: 100, functions: 100, lines: 100 };

/** The tests of the domain alone must reach all of it. The longest of them reaches nothing more. */
export default {
  ...base,
  rootDir: '../../..',
  roots: ['<rootDir>/test/lambdas/domain'],
  testPathIgnorePatterns: [...base.testPathIgnorePatterns, 'source-name-pairs\\.test'],
  collectCoverage: true,
  collectCoverageFrom: ['lambdas/domain/**'],
  coverageReporters: ['text'],
  coverageThreshold: { global: all },
};
