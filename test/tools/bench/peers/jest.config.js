import base from '../../../../jest.config.js';

/** Tests of what `npm ci` leaves out: other vendors' packages, which the benchmarks install. */
export default {
  ...base,
  rootDir: '../../../..',
  roots: ['<rootDir>/test/tools/bench/peers'],
  testPathIgnorePatterns: [],
};
