import type { ExportedCatalog, ExportedType } from '../exported-catalog.ts';
import type { SchemaObject } from '../schema/json-schema.ts';
import { channelMessages, messageComponents, operationMessages } from './document-parts.ts';
import { detailReference, messageFields } from './message-fields.ts';

/**
 * What the vendor's own services put on the events queue, as an AsyncAPI 3 document: a message for each detail
 * type. Its application is the fan-out. Throws an ExportError when a schema cannot be exported.
 */
export function producerDocument({ partnerName, types }: ExportedCatalog) {
  return {
    asyncapi: '3.0.0',
    info: {
      title: `Domain events of ${partnerName}`,
      version: '1.0.0',
      description:
        'The messages that the vendor’s services put on the events queue. A message holds one event, or an array of them. The queue also takes CloudEvents, which message.schema.json of the producer’s package describes.',
    },
    defaultContentType: 'application/json',
    channels: {
      eventsQueue: {
        // CloudFormation makes up its name.
        address: null,
        description:
          'The events queue of a Region. Its URL is the output EventsQueueUrl of its stack; its name here is that of local mode.',
        messages: channelMessages(types),
        bindings: {
          sqs: { queue: { name: 'events', fifoQueue: false }, bindingVersion: '0.2.0' },
        },
      },
    },
    operations: {
      receiveEvents: {
        action: 'receive',
        channel: { $ref: '#/channels/eventsQueue' },
        summary: 'Receives domain events, and sends them on to customers.',
        messages: operationMessages('eventsQueue', types),
      },
    },
    components: messageComponents(types, { whole: wholeSchema, large: largeSchema }),
  };
}

function wholeSchema({ detailType }: ExportedType, detail: SchemaObject): SchemaObject {
  return {
    type: 'object',
    required: ['id', 'generator', 'detailType', 'detail'],
    properties: { ...messageFields, detailType: { type: 'string', const: detailType }, detail },
    additionalProperties: false,
  };
}

const largeSchema = {
  type: 'object',
  required: ['id', 'generator', 'detailType', 'detailReference'],
  properties: {
    ...messageFields,
    detail: { description: 'Members of the detail that the stub may keep.', type: 'object' },
    detailReference,
  },
  additionalProperties: false,
} as const;
