import { setting } from '../setting.ts';
import { wholeNumber } from '../value-kinds.ts';

/** What a tenant may have, and ask for. */
export const tenantLimits = {
  maxSources: setting({
    stageKey: 'tenantLimits.maxSources',
    variable: 'MAX_SOURCES_PER_TENANT',
    functions: ['registration'],
    kind: wholeNumber(1, 1_000_000, 0),
    default: 1_000,
    meaning: 'The most sources of a tenant.',
    reason: 'One tenant cannot use up the account’s quota of sources.',
  }),
  maxPendingSources: setting({
    stageKey: 'tenantLimits.maxPendingSources',
    variable: 'MAX_PENDING_SOURCES_PER_TENANT',
    functions: ['registration'],
    kind: wholeNumber(1, 1_000_000, 0),
    default: 100,
    meaning: 'The most sources of a tenant that nobody has accepted yet.',
    reason: 'Every run of the reconciler checks each of them until it is accepted or expires.',
  }),
  maxRequestsPerMinute: setting({
    stageKey: 'tenantLimits.maxRequestsPerMinute',
    variable: 'MAX_REQUESTS_PER_TENANT_PER_MINUTE',
    functions: ['registration'],
    kind: wholeNumber(1, 1_000_000),
    default: 600,
    meaning: 'The most requests of a tenant to the registration API in a minute.',
    reason: 'A quarter of the 40 requests a second that the API allows for all tenants.',
  }),
};

/** What a request to the registration API may be. */
export const registration = {
  maxBodyBytes: setting({
    variable: 'MAX_BODY_BYTES',
    functions: ['registration'],
    kind: wholeNumber(1024),
    default: 16_384,
    meaning: 'The largest request body, in bytes; 1 MiB for a replay of named events.',
    reason: 'Enough for a registration with a hundred of the longest detail types in ASCII.',
  }),
};
