import type { PayloadReference } from '../domain/payload/payload-reference.ts';
import type { CallTime, MappingVersion } from './delivery.ts';

/** A reference to an object that was seen or stored: it is known until when the object is there. */
export type SeenReference = PayloadReference & Required<Pick<PayloadReference, 'expiresAt'>>;

/** A detail to be stored. */
export interface NewPayload {
  readonly tenant: string;
  readonly eventId: string;
  /** A JSON object. */
  readonly detailJson: string;
}

/** Why there is no payload: `wrong` for good, in words; or `unreachable`, and it may be there later. */
export type PayloadProblem =
  | { readonly kind: 'wrong'; readonly text: string }
  | { readonly kind: 'unreachable'; readonly text: string };

/** The details of large events in the payload bucket of this Region. No method rejects. */
export interface PayloadStore {
  /** Stores a detail. The same event with the same detail is the same object. */
  store(payload: NewPayload, time?: CallTime): Promise<SeenReference | PayloadProblem>;
  /** Looks at an object that a message names: it must be the tenant's, of this size and hash. */
  look(
    reference: PayloadReference,
    tenant: string,
    time?: CallTime,
  ): Promise<SeenReference | PayloadProblem>;
}

/** The address of a payload for one registration of one source. */
export type LinkTo = (reference: SeenReference, mapping: MappingVersion) => string;

/** What links are made with, which the reconciler writes. */
export interface PayloadLinks {
  /** Resolves with undefined if nothing is written yet; rejects when the table cannot be reached in time. */
  open(time?: CallTime): Promise<LinkTo | undefined>;
}

/** The names of the top-level members that a stub keeps of a detail of this type; none if it is not listed. */
export type KeptMembersOf = (detailType: string) => ReadonlySet<string>;
