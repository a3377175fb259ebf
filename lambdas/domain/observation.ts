import type { SourceState } from './source-state.ts';

/** What AWS reports about a partner event source, looked up by its exact name. */
export type Observation =
  | {
      readonly kind: 'found';
      readonly account: string;
      readonly state: SourceState;
      /** RFC 3339 date-time. */
      readonly createdAt?: string;
      /** RFC 3339 date-time. */
      readonly expirationTime?: string;
    }
  | { readonly kind: 'nonexistent' };
