import base from '../../jest.config.js';

/** Tests that need Python with boto3, Go with its SDK, Java, the AWS CLI and jq. */
export default {
  ...base,
  rootDir: '../..',
  roots: ['<rootDir>/test/snippets'],
  testPathIgnorePatterns: ['/node_modules/'],
  // Each program is compiled once, for all tests.
  maxWorkers: 1,
};
