import { basename } from 'node:path';

/**
 * Leaves only the tests of the mutated files themselves, where they have any: a mutant that only the
 * tests of another file notification counts as not noticed.
 */
class OwnTestOnly {
  constructor({ globalConfig: { nonFlagArgs } }) {
    this.own = new Set(nonFlagArgs.map((path) => `${basename(path, '.ts')}.test.ts`));
  }

  sort(tests) {
    const own = tests.filter(({ path }) => this.own.has(basename(path)));
    return own.length > 0 ? own : tests;
  }

  cacheResults() {}
}

// oxlint-disable-next-line import/no-default-export -- Jest asks for it
export default OwnTestOnly;
