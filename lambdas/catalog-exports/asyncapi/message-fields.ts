import { maxDetailTypeLength } from '../../domain/domain-event.ts';
import type { SchemaObject } from '../schema/json-schema.ts';

/**
 * The fields of a domain event beside its detail, as producer/schema/message.schema.json has them (a test
 * compares the two). The functions check more (lambdas/domain/event-fields.ts).
 */
export const messageFields = {
  id: {
    description: 'The vendor’s own id of the event, new for each event of a generator.',
    type: 'string',
    minLength: 1,
    maxLength: 1024,
    not: { enum: ['.', '..'] },
  },
  generator: {
    description: 'What the event is about: the tenant, a slash, and the resource.',
    type: 'string',
    maxLength: 1024,
    pattern: '^[^/]+(/[^/]+)+$',
  },
  detailType: { type: 'string', minLength: 1, maxLength: maxDetailTypeLength },
  time: {
    description:
      'When it happened, an RFC 3339 date-time; when the queue took the message by default.',
    type: 'string',
    maxLength: 64,
    not: { type: 'string', pattern: '[^0-9TtZz:.+-]' },
    pattern:
      '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])[Tt]([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\\.[0-9]+)?([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$',
  },
  resources: {
    description: 'What the event concerns, for customers’ rules to match.',
    type: 'array',
    items: { type: 'string', minLength: 1, maxLength: 2048 },
  },
} as const satisfies SchemaObject;
