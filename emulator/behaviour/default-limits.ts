/** Days a source may stay PENDING: the onboarding guide's number. */
export const DEFAULT_PENDING_DAYS = 7;
/**
 * EventBridge's limit of 1 MiB for an entry (Shopify's changelog, 2026-11-17: with its source and detail type). The
 * same limit for one call is PutEvents' (2026-01-29); for PutPartnerEvents only the guide's "256 kb" is known.
 */
export const DEFAULT_MAX_BYTES = 1_048_576;
/**
 * Levels of objects and arrays in a detail, including itself. PutEvents' API reference had 1,000 for years
 * and has 1,100 in some editions; for PutPartnerEvents nothing is documented.
 */
export const DEFAULT_MAX_LEVELS = 1000;
