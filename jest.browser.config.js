import base from './jest.config.js';

/** Tests that drive the page in Chromium. Each file has a browser and all of local mode to itself. */
export default {
  ...base,
  roots: ['<rootDir>/test/browser'],
  testPathIgnorePatterns: ['/node_modules/'],
  globalSetup: '<rootDir>/test/browser/support/chromium.ts',
  testTimeout: 60_000,
  // They mostly wait for the page and for local mode.
  maxWorkers: 2,
};
