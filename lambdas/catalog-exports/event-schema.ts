import { eventEnvelope } from '../contract/event-envelope.ts';
import type { ExportedType } from './exported-catalog.ts';
import type { SchemaObject } from './schema/json-schema.ts';

/**
 * The schema of an event of a detail type as a rule sees it, in words that draft 7 and OpenAPI 3.0 share.
 *
 * @param detail the schema of its detail, or a reference to it
 */
export function eventSchema({ detailType }: Pick<ExportedType, 'detailType'>, detail: object) {
  return eventEnvelope(detail, { type: 'string', enum: [detailType] }) satisfies SchemaObject;
}
