import { createRequire } from 'node:module';
import vm from 'node:vm';
import { TestEnvironment } from 'jest-environment-node';
import { requireName } from './native-packages.js';

const { createContext, constants } = vm;

/**
 * Jest's environment for Node, with Node's own `require` for the native packages, and an ordinary global
 * object. Jest's own is a proxy behind an interceptor, through which every `Math` and `Map` of every module
 * goes: what computes much takes up to 25 times as long.
 */
export default class extends TestEnvironment {
  constructor(config, context) {
    // Jest has no option for it, and makes its context in its constructor.
    vm.createContext = () => createContext(constants.DONT_CONTEXTIFY);
    try {
      super(config, context);
    } finally {
      vm.createContext = createContext;
    }
    this.global[requireName] = createRequire(import.meta.url);
  }
}
