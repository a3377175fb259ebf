import type { Failure } from './outcome.ts';

/** The kinds of reasons for which an event or an entry is dead-lettered. */
export const deadLetterReasons = [
  'invalidEvent',
  'invalidRetryMessage',
  'entryTooLarge',
  'rejected',
  'tooOld',
  'unknownFailure',
] as const;
export type DeadLetterReason = (typeof deadLetterReasons)[number];

/** Why something is dead-lettered. */
export interface DeadLetter {
  readonly reason: DeadLetterReason;
  /** The reason in words for a person. */
  readonly text: string;
  /** What EventBridge said last, if it was asked. */
  readonly failure?: Failure;
}

/** Where a dead-lettered entry was bound for, and what was tried. */
export interface DeliveryHistory {
  readonly sourceName: string;
  readonly attempts: number;
  readonly firstFailureTime?: string;
}

/** The most that a message on SQS may hold, body and attributes together, in bytes. */
export const maxMessageBytes = 1_048_576;

/** Message attributes by name; each is a string. */
export type MessageAttributes = Readonly<Record<string, string>>;

/**
 * The message attributes of a dead letter, the most telling first: `reason` (in words), `errorCode`,
 * `sourceName`, `attempts`, `firstFailureTime`, `errorMessage`. A body may leave no room for them
 * all; those that do not fit are left out, since a dead letter without its reason is still a dead
 * letter, and one that SQS refuses is not.
 */
export function deadLetterAttributes(
  bodyBytes: number,
  { reason, text, failure }: DeadLetter,
  history?: DeliveryHistory,
): MessageAttributes {
  const candidates: readonly (readonly [string, string | undefined])[] = [
    ['reason', text],
    ['errorCode', failure?.code || reason],
    ['sourceName', history?.sourceName],
    ['attempts', history && String(history.attempts)],
    ['firstFailureTime', history?.firstFailureTime],
    ['errorMessage', failure?.message],
  ];
  const attributes: Record<string, string> = {};
  let freeBytes = maxMessageBytes - bodyBytes;
  for (const [name, candidate] of candidates) {
    const value = candidate && printable(candidate);
    const bytes = value ? attributeBytes(name, value) : 0;
    if (!value || bytes > freeBytes) continue;
    attributes[name] = value;
    freeBytes -= bytes;
  }
  return attributes;
}

/** What an attribute of type String adds to a message's size: its name, its type and its value. */
export function attributeBytes(name: string, value: string): number {
  return name.length + 'String'.length + Buffer.byteLength(value);
}

const maxValueLength = 1024;
// SQS refuses a message with control characters, lone surrogates, U+FFFE or U+FFFF.
const notAllowed = /[^\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

function printable(text: string): string {
  return text.slice(0, maxValueLength).toWellFormed().replace(notAllowed, ' ').trim();
}
