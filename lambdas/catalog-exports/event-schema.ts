import type { ExportedType } from './exported-catalog.ts';
import type { SchemaObject } from './schema/json-schema.ts';

/** The members that EventBridge puts around the detail, in the order in which its own schemas list them. */
export const envelopeMembers = [
  'detail-type',
  'resources',
  'detail',
  'id',
  'source',
  'time',
  'region',
  'version',
  'account',
] as const;

/**
 * The schema of an event as a rule sees it, in words that draft 7 and OpenAPI 3.0 share.
 *
 * @param detail the schema of its detail, or a reference to it
 */
export function eventSchema({ detailType }: Pick<ExportedType, 'detailType'>, detail: object) {
  const text = { type: 'string' };
  return {
    type: 'object',
    required: envelopeMembers,
    properties: {
      detail,
      account: text,
      'detail-type': { type: 'string', enum: [detailType] },
      id: text,
      region: text,
      resources: { type: 'array', items: text },
      source: text,
      time: { type: 'string', format: 'date-time' },
      version: text,
    },
  } satisfies SchemaObject;
}
