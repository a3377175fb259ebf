const text = { type: 'string' } as const;

/** The members that EventBridge puts around the detail, in the order in which its own schemas list them. */
const members = [
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
 * @param detailType the schema of its detail type; any text if it is not given
 */
export function eventEnvelope<T extends object>(
  detail: object,
  detailType: T | typeof text = text,
) {
  return {
    type: 'object',
    required: members,
    properties: {
      detail,
      account: text,
      'detail-type': detailType,
      id: text,
      region: text,
      resources: { type: 'array', items: text },
      source: text,
      time: { type: 'string', format: 'date-time' },
      version: text,
    },
  } as const;
}
