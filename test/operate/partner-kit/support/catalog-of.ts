import type { Catalog, DescribedDetailType } from '../../../../lambdas/ports/catalog.ts';
import { sampleEvent } from '../../../../lambdas/registration/catalog.ts';

/** A detail type with a sample. */
export function aDetailType(fields: Partial<DescribedDetailType> = {}): DescribedDetailType {
  const { detailType = 'order.placed' } = fields;
  return {
    detailType,
    description: 'An order was placed.',
    schema: {
      type: 'object',
      properties: { orderId: { type: 'string' }, total: { type: 'number', minimum: 0 } },
      required: ['orderId'],
    },
    keptInStub: ['orderId'],
    samples: [sampleEvent('vendor.example', detailType, { orderId: 'o-1', total: 3 })],
    ...fields,
  };
}

/** A catalogue of these detail types, and of some whose file cannot be read. */
export function catalogOf(
  types: readonly DescribedDetailType[],
  unreadable: Readonly<Record<string, Error>> = {},
): Catalog {
  const names = [...Object.keys(unreadable), ...types.map(({ detailType }) => detailType)];
  return {
    isEmpty: names.length === 0,
    list: () => names.map((detailType) => ({ detailType, description: 'An order was placed.' })),
    has: (detailType) => names.includes(detailType),
    async find(detailType) {
      const error = unreadable[detailType];
      if (error !== undefined) throw error;
      return types.find((type) => type.detailType === detailType);
    },
  };
}
