import type { RegionFailure } from '../../../../tools/simulators/event-bridge.ts';

/** An object of the payload bucket. */
export interface PlacedObject {
  readonly text: string;
  readonly lastModifiedMs: number;
  /** Absent if S3 does not keep the SHA-256 of its bytes. */
  readonly sha256?: string;
}

/** `slow`: S3 does what it is asked for, and answers after 20 s. */
export type S3Failure = Extract<RegionFailure, 'failing' | 'slow'>;

/** The payload bucket and the key for links. */
export interface PayloadPlace {
  readonly objects: Map<string, PlacedObject>;
  /** From when there is a key for links, epoch milliseconds. */
  readonly keyFromMs: number;
  /** How S3 fails, if it does, and until when. */
  outage: { readonly how: S3Failure; readonly untilMs: number } | undefined;
  /** The links that EventBridge took, by their token. */
  readonly sent: Map<string, SentLink>;
  stubsTaken: number;
}

/** A link that a customer may have. */
export interface SentLink {
  readonly generator: string;
  readonly sourceArn: string;
  readonly generation: string;
  readonly expiresAtMs: number;
}

/** A bucket with nothing in it. */
export function emptyPayloadPlace(keyFromMs: number): PayloadPlace {
  return { objects: new Map(), keyFromMs, outage: undefined, sent: new Map(), stubsTaken: 0 };
}
