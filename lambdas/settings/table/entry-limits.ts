import { setting } from '../setting.ts';
import { oneOf, wholeNumber } from '../value-kinds.ts';

/** How large entries and requests to EventBridge may be. */
export const entryLimits = {
  maxEntryBytes: setting({
    stageKey: 'entryLimits.maxEntryBytes',
    variable: 'MAX_ENTRY_BYTES',
    functions: ['fan-out', 'retry', 'replay'],
    // EventBridge's limit; what would not fit a retry message is no event (domain/message-size.ts).
    kind: wholeNumber(1024, 1_048_576),
    default: 1_048_576,
    meaning:
      'The largest entry, in bytes as EventBridge counts them. What is larger travels by reference (`largeEvents.relay`).',
    reason:
      'PutEvents allows 1 MiB per request since 2026-01-29, and Shopify documents entries of this size for partners (changelog of 2026-11-17).',
  }),
  eventIdIn: setting({
    stageKey: 'entryLimits.eventIdIn',
    variable: 'EVENT_ID_IN',
    functions: ['fan-out', 'retry', 'replay'],
    kind: oneOf('resources', 'none'),
    default: 'resources',
    meaning:
      'Where customers find the vendor’s id of an event: in an element of `resources` that the relay adds, or nowhere.',
    reason: 'Without it a customer can neither drop duplicates nor tell replays from live events.',
  }),
  maxRequestBytes: setting({
    stageKey: 'entryLimits.maxRequestBytes',
    variable: 'MAX_REQUEST_BYTES',
    functions: ['fan-out', 'retry', 'replay'],
    kind: wholeNumber(1024, 16_000_000),
    default: 1_048_576,
    meaning: 'The largest total size of the entries in a request, in bytes.',
    reason: 'The limit of an entry. AWS documents no larger limit for a request.',
  }),
};
