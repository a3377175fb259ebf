import { maxDetailTypeLength } from '../../domain/domain-event.ts';
import type { SchemaObject } from '../schema/json-schema.ts';

/**
 * The fields of a domain event beside its detail, as a schema of draft 7: what is checked in any case. The
 * functions check more (lambdas/domain/event-fields.ts).
 */
export const messageFields = {
  id: { type: 'string', minLength: 1, description: 'The vendor’s own id of the event.' },
  generator: {
    type: 'string',
    minLength: 1,
    description: 'What the event is about: the tenant, a slash, and the resource.',
  },
  detailType: { type: 'string', minLength: 1, maxLength: maxDetailTypeLength },
  time: { type: 'string', format: 'date-time', description: 'When it happened; otherwise now.' },
  resources: { type: 'array', items: { type: 'string', minLength: 1, maxLength: 2048 } },
} as const satisfies SchemaObject;
