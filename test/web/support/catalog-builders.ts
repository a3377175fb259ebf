import type { DetailTypeView } from '../../../lambdas/contract/catalog-view.ts';
import { stubSchema } from '../../../lambdas/domain/payload/stub-schema.ts';

const schema = { type: 'object', properties: { ref: { type: 'string' } }, required: ['ref'] };

/** A detail type of the catalogue, whose stubs keep its one member. */
export function aDetailType(fields: Partial<DetailTypeView> = {}): DetailTypeView {
  return {
    detailType: 'push',
    description: 'Somebody pushed.',
    schema,
    stubSchema: stubSchema('push', schema, ['ref']),
    samples: [{ 'detail-type': 'push', detail: { ref: 'main' } }],
    ...fields,
  };
}
