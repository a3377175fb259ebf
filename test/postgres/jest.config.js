import base from '../../jest.config.js';

/** Tests that need a PostgreSQL: one server for all of them, which is started for the run and ends with it. */
export default {
  ...base,
  rootDir: '../..',
  roots: ['<rootDir>/test/postgres'],
  testPathIgnorePatterns: ['/node_modules/'],
  globalSetup: '<rootDir>/test/postgres/support/start-server.ts',
  globalTeardown: '<rootDir>/test/postgres/support/end-server.ts',
  testTimeout: 60_000,
  // Each file is a schema of its own.
  maxWorkers: 2,
};
