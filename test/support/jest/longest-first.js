import Sequencer from '@jest/test-sequencer';

/**
 * The test files that take longest, in the order in which they begin. A worker that began one of them at
 * the end would work alone. Those that mostly wait alternate with those that compute, and those that load
 * the CDK cost less while their worker holds little else.
 */
export const longestFiles = [
  /\/browser\/history\./,
  /\/bin\/fanout\/operator\./,
  /\/bin\/app\./,
  /\/crash\/run\./,
  /\/faults-of-the-walk\./,
  /\/model\/invariants\./,
  /\/bin\/fanout\/local-once\./,
  /\/tenants\/tenants\./,
  /\/whole-walk\./,
  /\/operate\/on-local-mode\./,
  /\/test\/lib\//,
  /\/checks\/bootstrap\./,
  /\/bin\/fanout\/local\./,
  /\/outage\./,
  /\/function-host\./,
  /\/fuzz\./,
  /\/tools\/catalog\//,
  /\/snippets\/cdk\./,
];

/** Jest's own order, by how long files took when they last ran here or by their size, after these. */
class LongestFirst extends Sequencer {
  sort(tests) {
    // oxlint-disable-next-line unicorn/no-array-sort -- the sequencer's method, not an array's
    const inJestsOrder = super.sort(tests);
    return inJestsOrder.toSorted((one, other) => rankOf(one.path) - rankOf(other.path));
  }
}

function rankOf(path) {
  const rank = longestFiles.findIndex((pattern) => pattern.test(path));
  return rank === -1 ? longestFiles.length : rank;
}

export default LongestFirst;
