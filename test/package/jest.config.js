import base from '../../jest.config.js';

/** Tests of what `npm pack` makes, which install it from the registry on two versions of Node.js. */
export default {
  ...base,
  rootDir: '../..',
  roots: ['<rootDir>/test/package'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 300_000,
  maxWorkers: 1,
};
