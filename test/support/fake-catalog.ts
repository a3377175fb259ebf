import { gzipSync } from 'node:zlib';
import type { Catalog, CatalogExports } from '../../lambdas/ports/catalog.ts';
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

/** Exports of a catalogue: TypeScript types, and an empty object as AsyncAPI. */
export function fakeCatalogExports(): CatalogExports {
  const texts = new Map([
    ['events.d.ts', 'export type CatalogEvent = never;\n'],
    ['asyncapi.json', '{}\n'],
  ]);
  return {
    list: async () => [...texts.keys()].map((name) => ({ name, title: `About ${name}` })),
    async find(name) {
      const text = texts.get(name);
      return text === undefined ? undefined : gzipSync(text);
    },
  };
}
