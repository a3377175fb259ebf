// API reference of SendMessage: 128 letters, digits and punctuation marks, no space.
const maxGroupIdLength = 128;

/**
 * The MessageGroupId of a tenant's messages, by which SQS holds back a tenant that floods a queue: its
 * name percent-encoded, as far as there is room. Tenants whose names begin with the same 128
 * characters share a group, and so no more than their turn.
 *
 * @param tenant the first segment of a checked generator
 */
export function messageGroupId(tenant: string): string {
  return encodeURIComponent(tenant).slice(0, maxGroupIdLength);
}
