import type { Catalog } from '../../lambdas/ports/catalog.ts';
import { sampleEvent } from '../../lambdas/registration/catalog.ts';

/** A catalogue of these detail types, in order; each is of any object. */
export function fakeCatalog(...detailTypes: readonly string[]): Catalog {
  const listed = detailTypes.map((detailType) => ({
    detailType,
    description: `Something of the type ${detailType}.`,
  }));
  return {
    isEmpty: listed.length === 0,
    list: () => listed,
    has: (detailType) => detailTypes.includes(detailType),
    async find(detailType) {
      const found = listed.find((one) => one.detailType === detailType);
      const samples = [sampleEvent('vendor.test', detailType, { ref: 'refs/heads/main' })];
      const schema = { type: 'object', properties: { ref: { type: 'string' } } };
      return found && { ...found, schema, keptInStub: ['ref'], samples };
    },
  };
}
