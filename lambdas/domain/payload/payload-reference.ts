import * as v from 'valibot';
import { describeJsonType } from '../json.ts';

/** Where the detail of a large event is, and what it is. */
export interface PayloadReference {
  /** The payload bucket of a Region. */
  readonly bucket: string;
  readonly key: string;
  readonly sizeBytes: number;
  /** The SHA-256 of its bytes: 64 lower-case hexadecimal digits. */
  readonly sha256: string;
  /** Until when the object is there, RFC 3339; absent until a function has seen the object or stored it. */
  readonly expiresAt?: string;
}

/** A reference to an object that was seen or stored: it is known until when the object is there. */
export type SeenReference = PayloadReference & Required<Pick<PayloadReference, 'expiresAt'>>;

/** Whether an object was seen or stored, and is still there. */
export function isKept(reference: PayloadReference, nowMs: number): reference is SeenReference {
  return reference.expiresAt !== undefined && Date.parse(reference.expiresAt) > nowMs;
}

/** The largest detail that travels by reference, in bytes: the owner's limit. */
export const maxPayloadBytes = 100 * 1_048_576;

/** The longest key of an object, in characters. It is in each link. */
export const maxKeyLength = 256;

/** The schema of a bucket's name. */
export const bucketName = v.pipe(
  v.string('must be the name of a bucket'),
  v.regex(/^[a-z0-9.-]{3,63}$/, 'must be the name of a bucket'),
);

/**
 * The schema of a reference as messages have it. Names that need escaping in a URL are not taken. Its
 * problems repeat no value.
 */
export const payloadReferenceSchema: v.GenericSchema<unknown, PayloadReference> = v.strictObject(
  {
    bucket: bucketName,
    key: v.pipe(
      v.string('must be a string'),
      v.maxLength(maxKeyLength, `has more than ${maxKeyLength} characters`),
      v.regex(
        /^(?:in|out)(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*){2,}$/,
        'must be in/ or out/ and names of letters, digits, ".", "_" and "-"',
      ),
    ),
    sizeBytes: v.pipe(
      v.number('must be a number'),
      v.integer('must be a whole number'),
      v.minValue(2, 'is less than 2'),
      v.maxValue(maxPayloadBytes, `is more than ${maxPayloadBytes}`),
    ),
    sha256: v.pipe(
      v.string('must be a string'),
      v.regex(/^[0-9a-f]{64}$/, 'must be 64 hexadecimal digits in lower case'),
    ),
    expiresAt: v.exactOptional(
      v.pipe(v.string('must be a string'), v.isoTimestamp('must be a date-time')),
    ),
  },
  ({ expected, input }) =>
    expected === 'never'
      ? 'is not a field of a reference'
      : `must be a JSON object, not ${describeJsonType(input)}`,
);
