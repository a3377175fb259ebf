import { maxDeadLetterAttributesBytes, maxMessageBytes } from './dead-letter.ts';

/** The longest code and message of the last error in a retry message, in bytes as JSON writes them. */
export const maxErrorBytes = { code: 128, message: 512 } as const;

/**
 * The most that a retry message has around its event, in bytes as encoded. A source's ARN and its name of
 * 256 characters, a Region, a generation, three times, two numbers and the names of all fields take some
 * 1,100; the last error has the bounds above.
 */
export const maxRetryHeadBytes = 2_048;

/**
 * The largest event in bytes, as it is written: its retry message fits SQS with any error, and so does the
 * same message as a dead letter with all its attributes.
 */
export const maxEventBytes = maxMessageBytes - maxRetryHeadBytes - maxDeadLetterAttributesBytes;

/**
 * The most that an entry has besides the event's own texts: its envelope, a source's name, and an element
 * with the event's id.
 */
export const mostBesideEventBytes = 2_048;
