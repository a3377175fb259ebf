import base from '../../jest.config.js';

/** Tests that need the validators and libraries of public standards. */
export default {
  ...base,
  rootDir: '../..',
  roots: ['<rootDir>/test/standards'],
  testPathIgnorePatterns: ['/node_modules/'],
  maxWorkers: 2,
};
