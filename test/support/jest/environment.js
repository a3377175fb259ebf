import { createRequire } from 'node:module';
import { TestEnvironment } from 'jest-environment-node';
import { requireName } from './native-packages.js';

/** Jest's environment for Node, with Node's own `require` for the native packages. */
export default class extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    this.global[requireName] = createRequire(import.meta.url);
  }
}
