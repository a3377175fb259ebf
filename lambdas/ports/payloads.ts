import type { PayloadLink } from '../domain/payload/payload-link.ts';
import type { PayloadReference, SeenReference } from '../domain/payload/payload-reference.ts';
import type { CallTime, MappingVersion } from './delivery.ts';

export type { SeenReference } from '../domain/payload/payload-reference.ts';

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

/** Reads what links were made for. */
export interface PayloadTokens {
  /**
   * What a token is for; undefined if no function made it, or its secret is no longer one. Says nothing of
   * whether the link still holds. Rejects when the secrets have never been read and the table cannot be
   * reached.
   */
  readonly openToken: (token: string) => Promise<PayloadLink | undefined>;
}

/** How a client asks for an object. */
export type FetchMethod = 'GET' | 'HEAD';

/** The objects that links lead to, in the payload buckets of all Regions. */
export interface PayloadObjects {
  /**
   * The size of an object in bytes; undefined if there is none, or its bucket is not one of the stage's.
   * Rejects when S3 does not answer in time.
   */
  sizeOf(object: PayloadObject): Promise<number | undefined>;
  /**
   * An address at which S3 itself gives the object to whoever has it, for some minutes and for requests of
   * this method alone.
   */
  address(object: PayloadObject, method: FetchMethod): Promise<string>;
}

/** The name of an object. */
export type PayloadObject = Pick<PayloadLink, 'bucket' | 'key'>;

/** What registration needs to lead whoever has a link to its object. */
export interface PayloadFetching {
  readonly payloads: PayloadTokens & PayloadObjects;
  /** Counts a fetch. */
  readonly count: () => void;
  /** How many fetches a second the API takes. */
  readonly fetchesPerSecond: number;
}

/** What the reconciler keeps of links. */
export interface LinkSecretKeeper {
  /**
   * Makes the first secret, if there is none, and writes down the address of the API. Secrets that are there
   * stay. Rejects when the table cannot be reached or what is there cannot be read.
   */
  keep(baseUrl: string): Promise<'kept' | 'made' | 'moved'>;
}
