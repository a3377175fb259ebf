import { requireName } from './native-packages.js';

/** The jest transform for modules of native packages: each is what Node has in its place. */
const transformer = {
  process() {
    return { code: `module.exports = ${requireName}(__filename);` };
  },
};

export default transformer;
