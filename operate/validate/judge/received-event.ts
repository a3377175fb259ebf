import { createHash } from 'node:crypto';
import { isoTime } from '../iso-time.ts';
import { firstDifference, textOfMember } from './json-text.ts';

/** An event as the customer must receive it. */
export interface ExpectedEvent {
  readonly source: string;
  readonly account: string;
  readonly region: string;
  readonly detailType: string;
  /** All of them, in order. */
  readonly resources: readonly string[];
  /** Epoch milliseconds: its own time, or the span in which the queue took it. */
  readonly time: { readonly fromMs: number; readonly toMs: number };
  /** The text of the detail. */
  readonly detailJson: string;
}

/** An event that arrived: its text, and its parsed fields. */
export interface ReceivedEvent {
  readonly text: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;
const toTheSecond = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

/** What is wrong with a received event, field by field. */
export function eventProblems(
  { text, fields }: ReceivedEvent,
  expected: ExpectedEvent,
): readonly string[] {
  const { source, account, region, detailType, resources } = expected;
  return [
    ...differing(fields, { version: '0', source, account, region, 'detail-type': detailType }),
    ...(uuid.test(String(fields['id'])) ? [] : [wrong('id', 'a UUID', fields['id'])]),
    ...timeProblems(fields['time'], expected.time),
    ...(JSON.stringify(fields['resources']) === JSON.stringify(resources)
      ? []
      : [wrong('resources', resources, fields['resources'])]),
    ...detailProblems(text, expected.detailJson),
  ];
}

function differing(
  fields: ReceivedEvent['fields'],
  expected: Readonly<Record<string, string>>,
): readonly string[] {
  return Object.entries(expected).flatMap(([name, value]) =>
    fields[name] === value ? [] : [wrong(name, value, fields[name])],
  );
}

function timeProblems(time: unknown, { fromMs, toMs }: ExpectedEvent['time']): readonly string[] {
  if (typeof time !== 'string' || !toTheSecond.test(time)) {
    return [wrong('time', 'a time in UTC to the second', time)];
  }
  const ms = Date.parse(time);
  // The fraction of a second is cut off.
  const isWithin = ms >= Math.floor(fromMs / 1_000) * 1_000 && ms <= toMs;
  return isWithin
    ? []
    : [wrong('time', `a time from ${isoTime(fromMs)} to ${isoTime(toMs)}`, time)];
}

function detailProblems(text: string, expected: string): readonly string[] {
  const found = textOfMember(text, ['detail']);
  if (found === undefined) return [wrong('detail', 'the detail that was sent', undefined)];
  if (isStubOf(found, expected)) return [];
  const difference = firstDifference(expected, found);
  return difference === undefined ? [] : [`detail differs from what was sent ${difference}`];
}

/** Whether a text is the stub of a large detail: it says how large that is, and its SHA-256. */
function isStubOf(text: string, detailJson: string): boolean {
  const { payload_size_bytes: size, payload_sha256: hash } = objectIn(text);
  if (size === undefined || hash === undefined) return false;
  return (
    size === Buffer.byteLength(detailJson) &&
    hash === createHash('sha256').update(detailJson).digest('hex')
  );
}

/** The text of a received event's detail, and whether it is a stub. */
export function detailOf({ text }: ReceivedEvent, detailJson: string) {
  const detailText = textOfMember(text, ['detail']) ?? '';
  return { detailText, isStub: isStubOf(detailText, detailJson) };
}

/** Reads an event; undefined if the text is no JSON object. */
export function readEvent(text: string): ReceivedEvent | undefined {
  const fields = objectIn(text);
  return Object.keys(fields).length === 0 ? undefined : { text, fields };
}

function objectIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? Object.fromEntries(Object.entries(value)) : {};
  } catch {
    return {};
  }
}

function wrong(field: string, expected: unknown, found: unknown): string {
  return `expected ${field} to be ${shown(expected)}, but it is ${shown(found)}`;
}

function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
