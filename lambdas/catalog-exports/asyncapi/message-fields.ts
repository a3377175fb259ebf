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

/** Where the detail of a large event is, as producer/schema/message.schema.json has it. */
export const detailReference = {
  description:
    'Where the detail of a large event is, if the message does not have it. The detail beside it is then optional, and the stub keeps small members of it.',
  type: 'object',
  properties: {
    bucket: {
      description: "The payload bucket of the queue's Region, the output PayloadBucketName.",
      type: 'string',
      minLength: 3,
      maxLength: 63,
      not: {
        type: 'string',
        pattern: '[^a-z0-9.-]',
      },
    },
    key: {
      description:
        "in/<tenant key>/<name>, up to 256 characters: the tenant key is the first 32 hexadecimal digits of the SHA-256 of the tenant's name in UTF-8, and the name is new for each event.",
      type: 'string',
      maxLength: 256,
      not: {
        type: 'string',
        pattern: '[^A-Za-z0-9._/-]',
      },
      pattern: '^(in|out)(/[A-Za-z0-9_-][A-Za-z0-9._-]*){2,}$',
    },
    sizeBytes: {
      description: 'The size of the object, up to 100 MB.',
      type: 'integer',
      minimum: 2,
      maximum: 104857600,
    },
    sha256: {
      description: 'The SHA-256 of its bytes: 64 hexadecimal digits in lower case.',
      type: 'string',
      maxLength: 64,
      pattern: '^[0-9a-f]{64}$',
    },
  },
  required: ['bucket', 'key', 'sizeBytes', 'sha256'],
  additionalProperties: false,
} as const satisfies SchemaObject;
