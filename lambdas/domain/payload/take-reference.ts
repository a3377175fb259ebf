import * as v from 'valibot';
import { isJsonObject, writeJson } from '../json.ts';
import { readApart } from '../read-apart.ts';
import { payloadReferenceSchema, type PayloadReference } from './payload-reference.ts';

/** The text of an event whose detail is elsewhere, taken apart. */
export interface TakenReference {
  /** The event without the reference. */
  readonly text: string;
  readonly reference: PayloadReference;
}

/** Takes the reference out of a domain event's text; undefined if it has none. Never throws. */
export function takeReference(text: string): TakenReference | undefined {
  try {
    return taken(text);
  } catch {
    return undefined;
  }
}

function taken(eventText: string): TakenReference | undefined {
  const { value, apart: detailJson } = readApart(eventText, 'detail', checkedJson);
  if (!isJsonObject(value)) return undefined;
  const { detailReference, detail: _, ...rest } = value;
  const read = v.safeParse(payloadReferenceSchema, detailReference);
  if (!read.success) return undefined;
  const others = writeJson(rest);
  const text = detailJson === undefined ? others : `${others.slice(0, -1)},"detail":${detailJson}}`;
  return { text, reference: read.output };
}

function checkedJson(json: string): string {
  JSON.parse(json);
  return json;
}
