import { membersOf } from '../lambdas/domain/json-members.ts';
import { maxEventBytes } from '../lambdas/domain/message-size.ts';
import type { PayloadReference } from '../lambdas/domain/payload/payload-reference.ts';
import { writeJson } from '../lambdas/domain/json.ts';

/** The text of an event that may be too large for a message, in parts of it. None of them is a copy. */
export interface LargeText {
  /** Everything before the value of `detail`. */
  readonly before: string;
  /** A JSON object. */
  readonly detailJson: string;
  readonly after: string;
  /** The event's size as {@link maxEventBytes} counts it. */
  readonly sizeBytes: number;
}

// The fan-out function adds the time if there is none.
const timeBytes = '"time":"2026-11-21T19:00:00.000Z",'.length;
const maxBytesPerUnit = 3;

/**
 * The parts of an event's text; undefined if the event is small, or if another detail would not make it
 * small. The detail is not parsed, which would take several times its size.
 *
 * @param text JSON as `writeJson` writes it
 */
export function largeText(text: string): LargeText | undefined {
  if (isSmall(text) || !text.startsWith('{')) return undefined;
  const members = new Map(Array.from(membersOf(text), (one) => [one.nameJson, one]));
  const detail = members.get('"detail"');
  if (detail === undefined || members.has('"detailReference"')) return undefined;
  const { valueStart, end } = detail;
  if (text.charAt(valueStart) !== '{') return undefined;
  return {
    before: text.slice(0, valueStart),
    detailJson: text.slice(valueStart, end),
    after: text.slice(end),
    sizeBytes: Buffer.byteLength(text) + (members.has('"time"') ? 0 : timeBytes),
  };
}

function isSmall(text: string): boolean {
  const maxBytes = maxEventBytes - timeBytes;
  return text.length * maxBytesPerUnit <= maxBytes || Buffer.byteLength(text) <= maxBytes;
}

/** The same event with another detail, and a reference to its own if one is given. */
export function withDetail(
  { before, after }: LargeText,
  detailJson: string,
  reference?: PayloadReference,
): string {
  const member = reference === undefined ? '' : `,"detailReference":${writeJson(reference)}`;
  // V8's text of several parts would keep the whole event in memory with them.
  return Buffer.from(`${before}${detailJson}${member}${after}`).toString();
}
