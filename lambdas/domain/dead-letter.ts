import type { Failure } from './outcome.ts';
import { maxSourceNameLength } from './source-name.ts';
import { shorten } from './text-size.ts';

/** Why an event or an entry is dead-lettered. */
export const deadLetterReasons = [
  'invalidEvent',
  'invalidRetryMessage',
  'entryTooLarge',
  'rejected',
  'tooOld',
  'unknownFailure',
  'payloadWrong',
] as const;
export type DeadLetterReason = (typeof deadLetterReasons)[number];

/** The reason of a dead letter. */
export interface DeadLetter {
  readonly reason: DeadLetterReason;
  /** The reason in words for a person. */
  readonly text: string;
  /** EventBridge's last answer, if there was an attempt. */
  readonly failure?: Failure;
}

/** The source that a dead-lettered entry was bound for, and its attempts. */
export interface DeliveryHistory {
  readonly sourceName: string;
  readonly attempts: number;
  readonly firstFailureTime?: string;
}

/** The largest SQS message, body and attributes together, in bytes. */
export const maxMessageBytes = 1_048_576;

/** The most that the attributes of a dead letter take together, in bytes. */
export const maxDeadLetterAttributesBytes = 2_048;

// The longest values, in UTF-8 bytes. With names, types and a message group id of 128 characters they
// stay below the sum above.
const maxAttributeBytes = {
  reason: 512,
  errorCode: 128,
  sourceName: maxSourceNameLength,
  attempts: 16,
  firstFailureTime: 40,
  errorMessage: 512,
} as const;

/** Message attributes by name; each is a string. */
export type MessageAttributes = Readonly<Record<string, string>>;

/**
 * The message attributes of a dead letter, the most useful first: `reason` (in words), `errorCode`,
 * `sourceName`, `attempts`, `firstFailureTime`, `errorMessage`. An entry's dead letter has room for all of
 * them. An invalid body may be as large as a whole message: then the reason is cut to the room that is
 * left and the others are left out, since SQS would refuse the dead letter with them.
 *
 * @param kept attributes that the message came with and that a redrive needs: they come first, unchanged
 */
export function deadLetterAttributes(
  bodyBytes: number,
  why: DeadLetter,
  history?: DeliveryHistory,
  kept: MessageAttributes = {},
): MessageAttributes {
  const attributes: Record<string, string> = { ...kept };
  let freeBytes = maxMessageBytes - bodyBytes - attributesBytes(kept);
  for (const [name, text] of attributeTexts(why, history)) {
    const value = valueWithin(freeBytes, name, text);
    if (value === '') continue;
    attributes[name] = value;
    freeBytes -= attributeBytes(name, value);
  }
  return attributes;
}

type AttributeName = keyof typeof maxAttributeBytes;

/** The whole text of each attribute, the most useful first; empty where there is none. */
function attributeTexts(
  { reason, text, failure }: DeadLetter,
  history: DeliveryHistory | undefined,
): readonly (readonly [AttributeName, string])[] {
  return [
    ['reason', text],
    ['errorCode', failure?.code || reason],
    ['sourceName', history?.sourceName ?? ''],
    ['attempts', history === undefined ? '' : String(history.attempts)],
    ['firstFailureTime', history?.firstFailureTime ?? ''],
    ['errorMessage', failure?.message ?? ''],
  ];
}

/** The value of an attribute as SQS takes it; empty where the message has no room for it. */
function valueWithin(freeBytes: number, name: AttributeName, text: string): string {
  const roomBytes = freeBytes - attributeBytes(name, '');
  const maxBytes =
    name === 'reason' ? Math.min(maxAttributeBytes.reason, roomBytes) : maxAttributeBytes[name];
  const value = printable(text, maxBytes);
  return attributeBytes(name, value) > freeBytes ? '' : value;
}

/** The bytes that an attribute of type String adds to a message: name, type and value. */
export function attributeBytes(name: string, value: string): number {
  return name.length + 'String'.length + Buffer.byteLength(value);
}

function attributesBytes(attributes: MessageAttributes): number {
  return Object.entries(attributes).reduce(
    (sum, [name, value]) => sum + attributeBytes(name, value),
    0,
  );
}

// A message of EventBridge may be of any length.
const maxReadLength = 1024;
// SQS refuses a message with control characters, lone surrogates, U+FFFE or U+FFFF.
const notAllowed = /[^\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

function printable(text: string, maxBytes: number): string {
  const beginning = text.slice(0, maxReadLength).toWellFormed();
  return shorten(beginning.replace(notAllowed, ' ').trim(), maxBytes).trimEnd();
}
