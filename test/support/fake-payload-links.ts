import type { PayloadLinks } from '../../lambdas/ports/payloads.ts';

/** Links that say what they are for: the generation and the object's key. */
export function fakePayloadLinks(): PayloadLinks {
  return {
    open: async () => (reference, mapping) =>
      `https://api.vendor.test/payloads/${mapping.generation}.${reference.key}`,
  };
}
