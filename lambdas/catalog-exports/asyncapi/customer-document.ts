import { eventEnvelope } from '../../contract/event-envelope.ts';
import { eventSchema } from '../event-schema.ts';
import { aboutLargeEvents, sourcePrefix, type ExportedCatalog } from '../exported-catalog.ts';
import { channelMessages, messageComponents, operationMessages } from './document-parts.ts';

/**
 * What customers receive, as an AsyncAPI 3 document: one channel, their partner event bus, with a message for
 * each detail type. Its application is the vendor's. Throws an ExportError when a schema cannot be exported.
 */
export function customerDocument(catalog: ExportedCatalog) {
  const { partnerName, types } = catalog;
  return {
    asyncapi: '3.0.0',
    info: {
      title: `Events of ${partnerName}`,
      version: '1.0.0',
      description: `The events that ${partnerName} sends to Amazon EventBridge. ${aboutLargeEvents}`,
    },
    defaultContentType: 'application/json',
    channels: {
      partnerEventBus: {
        address: `${sourcePrefix(catalog)}/{generator}/{account}`,
        description:
          'The partner event bus of a customer, which has the name of its partner event source.',
        parameters: {
          generator: { description: 'What the events are about, as it was registered.' },
          account: { description: 'The AWS account of the customer.' },
        },
        messages: channelMessages(types),
      },
    },
    operations: {
      sendEvents: {
        action: 'send',
        channel: { $ref: '#/channels/partnerEventBus' },
        summary: 'Sends events to customers.',
        messages: operationMessages('partnerEventBus', types),
      },
    },
    components: messageComponents(types, { whole: eventSchema, large: eventEnvelope(stubSchema) }),
  };
}

/** What stands in the place of a detail that is too large (lambdas/domain/payload/stub.ts). */
const stubSchema = {
  description: 'A link to the detail, and some of its members.',
  type: 'object',
  required: ['payload_url', 'payload_size_bytes', 'payload_sha256', 'expires_at'],
  properties: {
    payload_url: { type: 'string', format: 'uri' },
    payload_size_bytes: { type: 'integer', minimum: 2 },
    payload_sha256: { type: 'string', pattern: '^[0-9a-f]{64}$' },
    expires_at: { type: 'string', format: 'date-time' },
  },
} as const;
