import * as v from 'valibot';
import type { ModelCase } from '../behaviour/default-answers.ts';
import { eventSourceName, eventSourceNameLength, ownBusNameOrArn } from '../protocol/members.ts';
import { list, optional, structure, text } from '../protocol/shapes.ts';
import { timestamp } from '../protocol/timestamp.ts';

/** The most entries of a request, of PutPartnerEvents. */
export const MAX_ENTRIES = 20;
/** The most characters of a partner event's DetailType. */
export const MAX_DETAIL_TYPE_CHARACTERS = 128;
/** The most characters of a resource. */
export const MAX_RESOURCE_CHARACTERS = 2048;

/** The members of both kinds of entry. The service model requires none of them. */
const commonMembers = (maxResource = MAX_RESOURCE_CHARACTERS) => ({
  Time: optional(timestamp),
  Resources: optional(list(text({ max: maxResource }))),
  Detail: optional(v.string()),
});

/**
 * PutPartnerEvents' request.
 *
 * @param unchecked the cases that pass, though they break a constraint of the service model
 */
export function putPartnerEventsRequest(unchecked: readonly ModelCase[]) {
  const max = (limit: number, name: ModelCase) => (unchecked.includes(name) ? Infinity : limit);
  const name = unchecked.includes('sourceNameInvalid') ? eventSourceNameLength : eventSourceName;
  const entry = structure({
    ...commonMembers(max(MAX_RESOURCE_CHARACTERS, 'resourceTooLong')),
    Source: optional(name),
    DetailType: optional(text({ max: max(MAX_DETAIL_TYPE_CHARACTERS, 'detailTypeTooLong') })),
  });
  return structure({ Entries: list(entry, { min: 1, max: max(MAX_ENTRIES, 'tooManyEntries') }) });
}

/** The same, of {@link putPartnerEventsRequest}. */
export type PutPartnerEventsRequest = ReturnType<typeof putPartnerEventsRequest>;

const ownEntryShape = structure({
  ...commonMembers(),
  Source: optional(v.string()),
  DetailType: optional(v.string()),
  EventBusName: optional(ownBusNameOrArn),
  TraceHeader: optional(text({ min: 1, max: 500 })),
});

/** PutEvents' request. */
export const putEventsRequest = structure({
  Entries: list(ownEntryShape, { min: 1, max: 10 }),
  EndpointId: optional(v.string()),
});

/** One entry as sent, of either operation. */
export type Entry = {
  Time?: number | undefined;
  Source?: string | undefined;
  Resources?: string[] | undefined;
  DetailType?: string | undefined;
  Detail?: string | undefined;
};

/** One entry of PutEvents, with the bus it is for. */
export type OwnEntry = v.InferOutput<typeof ownEntryShape>;

/** An entry with the three members that an event needs. */
export type CompleteEntry = Entry & { Source: string; DetailType: string; Detail: string };

/** Whether the entry has all required members. An empty text counts as missing. */
export function isComplete({ Source, DetailType, Detail }: Entry): boolean {
  return Boolean(Source && DetailType && Detail);
}

/** An event's JSON besides its entry's texts: keys, punctuation, and values of these lengths. */
const ENVELOPE_BYTES =
  '{"version":"0","id":"","detail-type":"","source":"","account":"","time":"","region":"","resources":[],"detail":}'
    .length +
  '00000000-0000-0000-0000-000000000000'.length +
  '000000000000'.length +
  'YYYY-MM-DDTHH:MM:SSZ'.length +
  'ap-northeast-1'.length; // the longest name of a Region

/**
 * An entry's size: the bytes of its event's JSON, since PutEvents' API reference counts "any necessary characters and
 * keys of the JSON representation of the event". The user guide's formula (14 for Time, and the bytes of the texts)
 * never gives more.
 */
export function entryBytes({ Source, DetailType, Detail = '', Resources = [] }: Entry): number {
  const resources = Resources.length === 0 ? 0 : jsonBytes(Resources) - '[]'.length;
  const texts = jsonBytes(Source ?? '') + jsonBytes(DetailType ?? '') - '""""'.length;
  return ENVELOPE_BYTES + texts + resources + Buffer.byteLength(Detail);
}

function jsonBytes(value: string | readonly string[]): number {
  return Buffer.byteLength(JSON.stringify(value));
}
