// API reference of SendMessage: 128 letters, digits and punctuation marks, no space.
const maxGroupIdLength = 128;

/**
 * The MessageGroupId of a tenant's messages, by which SQS holds back a tenant that floods a queue: the
 * tenant's name percent-encoded, cut to 128 characters. Tenants whose names begin with the same 128
 * characters share a group, and so only their turn.
 *
 * @param tenant the first segment of a checked generator
 */
export function messageGroupId(tenant: string): string {
  return encodeURIComponent(tenant).slice(0, maxGroupIdLength);
}
