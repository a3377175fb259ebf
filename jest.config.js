import { nativePackages } from './test/support/jest/native-packages.js';

const native = nativePackages.join('|');

/** Tests run as the code does: native ES modules, TypeScript stripped of its types by esbuild. */
export default {
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  // They need a browser: npm run test:browser.
  testPathIgnorePatterns: ['<rootDir>/test/browser/'],
  testEnvironment: '<rootDir>/test/support/jest/environment.js',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '\\.ts$': '<rootDir>/test/support/esbuild-transform.js',
    [`/node_modules/(?:${native})/.*\\.js$`]: '<rootDir>/test/support/jest/native-transform.js',
  },
  transformIgnorePatterns: [`/node_modules/(?!(?:${native})/)`],
  // What a test file's modules take, native ES modules keep until their worker ends.
  workerIdleMemoryLimit: '1GB',
  // By default Jest leaves a core idle, of two.
  maxWorkers: '100%',
};
